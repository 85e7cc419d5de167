# Share of records that ended regularly in a window, from a CSV export. Base R only.
#
#   care-ledger export --format csv --out export
#   Rscript docs/examples/regular-endings.R export 2023-01-01 2023-12-31
#
# The figure is that of `care-ledger indicator run regular-ending` with its defaults: of the records that ended in the
# window with a known reason (01-05), those that ended according to plan (01).
#
# With the package arrow a Parquet export reads with types: arrow::read_parquet("export/record.parquet").

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 3) stop("usage: regular-endings.R <export folder> <first day> <last day>")

# All columns as text: read.csv would otherwise make the code 01 the number 1.
record <- read.csv(
  file.path(arguments[1], "record.csv"),
  colClasses = "character", na.strings = "", fileEncoding = "UTF-8"
)

end_on <- as.Date(record$endOn)
ended <- record[!is.na(end_on) & end_on >= as.Date(arguments[2]) & end_on <= as.Date(arguments[3]), ]
known <- ended[ended$endReason %in% c("01", "02", "03", "04", "05"), ]
regular <- sum(known$endReason == "01")

cat(sprintf(
  "numerator=%d denominator=%d missing=%d share=%.6f\n",
  regular, nrow(known), nrow(ended) - nrow(known), regular / nrow(known)
))
