# Prints what R finds in an RDS: a line for each attribute and column, texts in hex, so that no locale can touch them.
hex <- function(x) ifelse(is.na(x), "NA", paste0("x", vapply(enc2utf8(x), function(s) paste(charToRaw(s), collapse = ""), "")))
cells <- function(v) if (is.factor(v)) hex(as.character(v)) else if (is.character(v)) hex(v) else if (is.logical(v)) as.character(v) else if (is.integer(v)) as.character(v) else ifelse(is.na(v), "NA", sprintf("%a", v))
show <- function(name, frame) {
  stopifnot(is.data.frame(frame))
  for (n in names(frame)) {
    v <- frame[[n]]
    kind <- if (is.factor(v)) "factor" else class(v)
    cat("column", hex(name), hex(n), kind, hex(attr(v, "label")), cells(v), "\n")
  }
  cat("rows", hex(name), nrow(frame), "\n")
}
x <- readRDS(commandArgs(TRUE)[1])
for (a in grep("^govkg", names(attributes(x)), value = TRUE)) cat("about", a, hex(attr(x, a)), "\n")
if (is.data.frame(x)) show("", x) else for (n in names(x)) show(n, x[[n]])
