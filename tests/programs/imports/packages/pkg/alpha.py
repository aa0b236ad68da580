print("load", __name__)
name = "alpha"
