# The metafor side of bench/metafor/bench.ts: the same data, read from a folder; CPU seconds as JSON on standard output.
# metafor 3.8-1 from Debian's r-cran-metafor. Counts may be cut ("share") where a whole run would take hours.
suppressMessages(library(metafor))
args <- commandArgs(trailingOnly = TRUE)
folder <- args[1]
share <- as.numeric(args[2])
read <- function(name) as.matrix(read.csv(file.path(folder, name), header = FALSE))
cpu <- function(expr) { t <- system.time(expr, gcFirst = TRUE); unname(t[1] + t[2]) }
out <- list()

sets <- read("sets.csv")               # each row: 13 effects, then 13 variances
n <- max(1, floor(nrow(sets) * share))
est <- numeric(n)
out$fits <- cpu(for (i in 1:n) est[i] <- rma.uni(sets[i, 1:13], sets[i, 14:26], method = "REML", test = "knha")$beta) / n * nrow(sets)
out$fitsCheck <- est[1:min(n, 50)]

boot <- read("boot.csv")               # row 1 effects, row 2 variances
y <- boot[1, ]; v <- boot[2, ]; k <- length(y)
draws <- read("draws.csv") + 1         # each row: k positions
n <- max(1, floor(nrow(draws) * share))
b <- numeric(n)
out$bootstrap <- cpu(for (i in 1:n) { j <- draws[i, ]; r <- try(rma.uni(y[j], v[j], method = "REML", control = list(maxiter = 1000)), silent = TRUE); b[i] <- if (inherits(r, "try-error")) NA else r$beta }) / n * nrow(draws)
out$bootstrapCheck <- b[1:min(n, 50)]

all16 <- read("subsets.csv")
y <- all16[1, ]; v <- all16[2, ]
total <- 2^16 - 16 - 1
n <- max(1, floor(total * share))
set.seed(1)
masks <- sample(Filter(function(m) sum(bitwAnd(m, 2^(0:15)) > 0) >= 2, 1:65535), n)
out$subsets <- cpu(for (m in masks) { j <- which(bitwAnd(m, 2^(0:15)) > 0); try(rma.uni(y[j], v[j], method = "REML"), silent = TRUE) }) / n * total

big <- read("k1000.csv")
out$k1000 <- cpu(r <- rma.uni(big[1, ], big[2, ], method = "REML"))
out$k1000Check <- as.numeric(r$beta)
num <- function(x) if (length(x) == 1) sprintf("%.17g", x) else paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
cat("{", paste(sprintf('"%s":%s', names(out), sapply(out, num)), collapse = ","), "}\n")
