"""The reference SDK: what it sends, how it tries again, what it makes of answers."""
