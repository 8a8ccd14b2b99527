# deSolve lsoda at 1e-12 on the random linear systems of bench/lsoda.ts
# usage: Rscript random-linear.R INPUT.csv OUTPUT.csv ; one line a system: n, K by rows, rates by state, then moments
suppressMessages(library(deSolve))
a <- commandArgs(TRUE); out <- file(a[2], "w")
for (line in readLines(a[1])) {
  v <- as.numeric(strsplit(line, ",")[[1]]); n <- v[1]
  K <- matrix(v[2:(1 + n * n)], n, n, byrow = TRUE); v <- v[-(1:(1 + n * n))]
  y <- v[1:n]; r <- v[n + 1:n]; stop <- v[2 * n + 1]; tt <- v[-(1:(2 * n + 1))]
  # The infusion runs from 0 to stop: two integrations, so that no step passes over its end.
  f <- function(t, y, p) list(as.vector(K %*% y) + p)
  one <- ode(y, c(0, tt[tt < stop], stop), f, r, method = "lsoda", rtol = 1e-12, atol = 1e-14, maxsteps = 1e6)
  two <- ode(one[nrow(one), -1], c(stop, tt[tt >= stop]), f, 0 * r, method = "lsoda", rtol = 1e-12, atol = 1e-14, maxsteps = 1e6)
  rows <- rbind(one[-c(1, nrow(one)), -1, drop = FALSE], two[-1, -1, drop = FALSE])
  writeLines(paste(formatC(t(rows), digits = 17, format = "g", width = 1), collapse = ","), out)
}
close(out)
