"""People who are not there: runners in every state, for a look around. Made by the services, as everybody else is."""
