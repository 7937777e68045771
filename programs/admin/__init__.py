"""The administration, for those who run a house: mail that was owed, and what mails say. No diary and no plan."""
