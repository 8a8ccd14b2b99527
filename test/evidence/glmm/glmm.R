# Writes glmm.json: rma.glmm of three published data sets and of random ones, rare and common, with and without spread.
# Rscript glmm.R > glmm.json
suppressMessages({library(metafor); library(metadat)})
number <- function(x) ifelse(is.na(x), "null", trimws(formatC(x, digits = 15, format = "g")))
field <- function(name, x) paste0('"', name, '":', if (length(x) == 1) number(x) else paste0("[", paste(number(x), collapse = ","), "]"))
set <- function(name, measure, d, columns, model) {
  args <- c(list(measure = measure, method = "ML"), setNames(lapply(columns, function(c) d[[c]]), columns), if (is.null(model)) list() else list(model = model))
  r <- suppressWarnings(do.call(rma.glmm, args))
  p <- predict(r)
  data <- sapply(seq_len(nrow(d)), function(i) paste0("{", paste0('"', columns, '":', sapply(columns, function(c) number(d[[c]][i])), collapse = ","), "}"))
  paste0('{"name":"', name, '","measure":"', measure, '","tables":[', paste(data, collapse = ","), '],"expected":{',
    paste(field("k", r$k), field("estimate", c(r$beta)), field("se", r$se), field("statistic", r$zval), field("p", r$pval),
      field("ci", c(r$ci.lb, r$ci.ub)), field("tau2", r$tau2), field("I2", r$I2), field("H2", r$H2), field("Q", r$QE.LRT),
      field("Qdf", r$QE.df), field("Qp", r$QEp.LRT), field("prediction", c(p$pi.lb, p$pi.ub)), sep = ","), "}}")
}
set.seed(20261122)
two <- c("ai", "n1i", "ci", "n2i"); one <- c("xi", "ni"); rates <- c("x1i", "t1i", "x2i", "t2i")
n7 <- dat.nielweise2007
out <- c(
  set("nielweise2007", "OR", n7, two, "CM.AL"),
  set("pritz1997", "PLO", dat.pritz1997, one, NULL),
  set("nielweise2008", "IRR", dat.nielweise2008, rates, "CM.EL"))
for (i in 1:12) {
  k <- sample(4:30, 1); n1 <- sample(20:300, k, TRUE); n2 <- sample(20:300, k, TRUE)
  base <- rnorm(k, c(-4, -2.5)[1 + i %% 2], 0.7); tau <- c(0, 0.4, 1)[1 + i %% 3]; mu <- rnorm(1, 0, 0.7)
  ci <- rbinom(k, n2, plogis(base)); ai <- rbinom(k, n1, plogis(base + mu + rnorm(k, 0, tau)))
  out <- c(out, set(paste("random", i, "OR"), "OR", data.frame(ai, n1i = n1, ci, n2i = n2), two, "CM.AL"),
    set(paste("random", i, "PLO"), "PLO", data.frame(xi = ai, ni = n1), one, NULL),
    set(paste("random", i, "IRR"), "IRR", data.frame(x1i = ai, t1i = n1 * 1.5, x2i = ci, t2i = n2 * 1.5), rates, "CM.EL"))
}
cat('{"made":"', R.version.string, ", metafor ", as.character(packageVersion("metafor")), ", lme4 ", as.character(packageVersion("lme4")),
  '","sets":[\n', paste(out, collapse = ",\n"), "]}\n", sep = "")
