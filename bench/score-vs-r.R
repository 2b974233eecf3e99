# The same table as bench/score-vs-r.bench.ts, by R's survey package: of every item its weighted mean and standard error
# by project and phase, and of the whole. Prints JSON: seconds of each step, and the numbers to compare.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust")
arguments <- commandArgs(trailingOnly = TRUE)
now <- function() proc.time()[["elapsed"]]

started <- now()
answers <- read.csv(arguments[1], na.strings = c("", "NA", "REF", "DK"), stringsAsFactors = FALSE)
population <- read.csv(arguments[2], stringsAsFactors = FALSE)
items <- grep("^Y[0-9]+$", names(answers), value = TRUE)
for (item in items) answers[[item]] <- if (item == "Y04") 10 * answers[[item]] else 25 * (answers[[item]] - 1)
answers$stratum <- paste(answers$project, answers$phase, sep = "|")
owners <- setNames(population$owners, paste(population$project, population$phase, sep = "|"))
answers$owners <- owners[answers$stratum]
answers$w <- answers$owners / ave(answers$owners, answers$stratum, FUN = length)
read <- now()

design <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, fpc = ~owners, data = answers)
made <- now()
lines <- character()
for (item in items) {
  table <- svyby(as.formula(paste0("~", item)), ~project + phase, design, svymean, na.rm = TRUE)
  lines <- c(lines, paste(item, table$project, table$phase, format(table[[3]], digits = 15), format(table[[4]], digits = 15), sep = "\t"))
}
done <- now()
cat(sprintf("seconds\t%f\t%f\t%f\n", read - started, made - read, done - made))
cat(sprintf("versions\t%s\t%s\n", R.version$version.string, packageVersion("survey")))
writeLines(lines)
