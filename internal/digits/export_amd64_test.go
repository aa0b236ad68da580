package digits

var canFast = fast

func setFast(on bool) { fast = on }
