# What R makes of times to an event: Rscript estimates.R < cases.csv > estimates.csv
# In: group, time, cause (1 = the event, 2 = competing, 0 = censored). Out: per group and day on which something happens 1 - S of Kaplan-Meier and the
# cumulative incidence of Aalen-Johansen, each with its log-log 95 % interval.
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
cases <- read.csv(file("stdin"), colClasses = c("character", "numeric", "numeric"))
z <- qnorm(.975)
for (group in unique(cases$group)) {
  one <- cases[cases$group == group, ]
  days <- sort(unique(one$time))
  km <- summary(survfit(Surv(time, cause == 1) ~ 1, data = one, conf.type = "log-log"), times = days)
  if (any(one$cause == 1)) {
    points <- timepoints(cuminc(one$time, one$cause, cencode = 0), days)
    row <- which(rownames(points$est) == "1 1")
    est <- points$est[row, ]
    se <- sqrt(points$var[row, ])
    lower <- est^exp(z * se / (-est * log(est)))
    upper <- est^exp(-z * se / (-est * log(est)))
  } else {
    est <- rep(0, length(days))
    lower <- upper <- rep(NA, length(days))
  }
  text <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "")
  cat(paste(group, days, text(1 - km$surv), text(1 - km$upper), text(1 - km$lower), text(est), text(lower), text(upper), sep = ","), sep = "\n")
}
