"""Notices: the words of a reminder and the channels it takes. Made of values; knows no row and no time."""
