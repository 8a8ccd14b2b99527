// Ishak KJ, Platt RW, Joseph L, Hanley JA, Caro JJ. Meta-analysis of longitudinal studies. Clinical Trials 2007;4:525-539:
// change of motor score after deep-brain stimulation at four time points. Expected values: metafor 3.8-1.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  multilevel,
  type MultilevelAnswer,
  type StructureName,
} from "../../src/evidence/multilevel/multilevel.ts";

/** Study, time point (1: 3 months, 2: 6, 3: 12, 4: later), mean change, variance. */
const rows: readonly (readonly [number, number, number, number])[] = [
  [1, 1, -33.4, 14.3],
  [2, 1, -20, 7.3],
  [2, 3, -30, 5.7],
  [3, 1, -21.1, 7.3],
  [4, 1, -20, 8],
  [4, 2, -20, 8],
  [4, 3, -18, 5],
  [5, 2, -32.9, 125],
  [6, 1, -25.6, 4.2],
  [6, 2, -28.3, 4.6],
  [7, 1, -30.3, 88.2],
  [7, 3, -24.5, 170.7],
  [8, 2, -25, 17],
  [9, 3, -36, 5],
  [10, 2, -22.5, 6.8],
  [10, 3, -25.2, 11],
  [10, 4, -25.7, 15.4],
  [11, 2, -8.6, 41],
  [12, 1, -26, 22.4],
  [12, 2, -30, 20.6],
  [13, 3, -25.5, 8.2],
  [13, 4, -19.5, 13],
  [14, 3, -36.7, 5.8],
  [14, 4, -32.9, 6.1],
  [15, 1, -27.5, 3.8],
  [15, 2, -23.5, 3.8],
  [15, 3, -29, 3.8],
  [16, 3, -25, 13],
  [16, 4, -23, 15.4],
  [17, 2, -36.3, 27.3],
  [18, 3, -29.4, 10.7],
  [19, 1, -31, 2.6],
  [19, 2, -34, 2],
  [19, 3, -32.5, 2],
  [20, 3, -20.6, 25.3],
  [21, 1, -33.9, 20.1],
  [22, 3, -35.4, 21.2],
  [23, 2, -34.9, 18],
  [24, 2, -32.7, 16.3],
  [25, 1, -23, 38.1],
  [25, 2, -24.1, 32.9],
  [25, 3, -27.8, 31],
  [25, 4, -28.3, 34.6],
  [26, 1, -31.2, 12.7],
  [26, 3, -33, 9.5],
  [27, 1, -16.2, 5.9],
  [27, 3, -16.3, 7],
  [27, 4, -11.5, 12.7],
  [28, 3, -29.2, 5.8],
  [29, 2, -31.7, 12.4],
  [30, 1, -32.2, 26.5],
  [30, 3, -32.9, 29],
  [31, 1, -31.7, 19.1],
  [32, 1, -29.3, 22.9],
  [32, 2, -32, 20],
  [32, 3, -36.7, 17.8],
  [33, 1, -30.1, 9.4],
  [33, 2, -30.5, 8.7],
  [33, 3, -29.7, 10.4],
  [33, 4, -31.9, 13.3],
  [34, 1, -17.6, 28.4],
  [35, 4, -22.9, 20],
  [36, 3, -36, 27.7],
  [37, 4, -22.5, 20.3],
  [38, 1, -19.4, 1.6],
  [38, 2, -18, 1.7],
  [38, 3, -20.5, 1.5],
  [39, 1, -9.3, 85.2],
  [40, 2, -24.7, 15.5],
  [40, 3, -27.9, 17.1],
  [41, 1, -16.7, 9.8],
  [42, 2, -31.2, 196],
  [42, 4, -27.4, 201.6],
  [43, 1, -27, 5.5],
  [43, 2, -30, 3.5],
  [44, 1, -19.7, 18.5],
  [44, 2, -22.1, 18.1],
  [44, 3, -24.3, 18.2],
  [44, 4, -21.9, 16.7],
  [45, 2, -37.8, 20.9],
  [45, 3, -34, 26.4],
  [46, 1, -22.1, 40.8],
];

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within * Math.abs(expected), `${actual} is not ${expected}`);

function fit(structure: StructureName, correlation = 0): MultilevelAnswer {
  const covariances = rows.flatMap(([study, time, , v], row) =>
    rows.flatMap(([other, later, , w], column) =>
      other === study && column > row && correlation > 0
        ? [{ row, column, value: Math.sqrt(v * w) * correlation ** (later - time) }]
        : [],
    ),
  );
  const answer = multilevel(
    {
      yi: rows.map(([, , y]) => y),
      vi: rows.map(([, , , v]) => v),
      covariances,
      columns: [1, 2, 3, 4].map((at) => ({
        name: `time ${at}`,
        values: rows.map(([, time]) => (time === at ? 1 : 0)),
      })),
      random: [
        {
          name: "time in study",
          groups: rows.map(([study]) => study),
          levels: rows.map(([, time]) => time),
          structure,
        },
      ],
    },
    { method: "REML", test: "z", level: 0.95 },
  );
  assert.ok(!("fault" in answer));
  return answer;
}

test("heteroscedastic autoregression with independent errors reaches its limit, a correlation of one", () => {
  const { coefficients, components, logLikelihood } = fit("HAR");
  const estimates = [-25.957782, -27.309971, -28.554333, -25.792265];
  const errors = [0.967728, 1.215551, 1.038846, 1.649186];
  coefficients.forEach(({ estimate, se }, i) => {
    near(estimate, estimates[i]!, 1e-6);
    near(se, errors[i]!, 1e-6);
  });
  [20.31849722, 35.97199531, 26.4232899, 30.12978344].forEach((v, i) =>
    near(components[0]!.variances[i]!, v, 1e-5),
  );
  near(components[0]!.correlations[0]!, 1, 1e-8);
  assert.equal(components[0]!.boundary, true);
  near(logLikelihood, -236.9222, 1e-6);
});

test("with errors that fade by 0.97 a time point the correlation of true changes is inside its range", () => {
  const { coefficients, components, logLikelihood, QE } = fit("HAR", 0.97);
  const estimates = [-25.90473716, -27.46083884, -28.65593736, -26.49340602];
  const errors = [1.01181836, 1.14055325, 1.03214894, 1.38171448];
  coefficients.forEach(({ estimate, se }, i) => {
    near(estimate, estimates[i]!, 1e-5);
    near(se, errors[i]!, 1e-5);
  });
  [22.72575384, 33.72945184, 26.14257147, 31.18032705].forEach((v, i) =>
    near(components[0]!.variances[i]!, v, 1e-4),
  );
  near(components[0]!.correlations[0]!, 0.88315313, 1e-4);
  near(logLikelihood, -231.3624, 1e-6);
  near(QE, 856.16351308, 1e-9);
});

test("the other structures reach at least metafor's likelihood", () => {
  const reached: readonly (readonly [StructureName, number])[] = [
    ["AR", -238.4084384],
    ["CAR", -238.4084384],
    ["DIAG", -256.4189096],
    ["HCS", -236.9222267],
    ["CS", -238.405465],
    ["UN", -236.9222267],
    ["ID", -256.4966891],
  ];
  for (const [structure, expected] of reached) {
    const { logLikelihood } = fit(structure);
    assert.ok(logLikelihood >= expected - 1e-6, `${structure}: ${logLikelihood} is below ${expected}`);
    near(logLikelihood, expected, 1e-6);
  }
  [23.05372601, 27.81131933, 27.67668336, 29.94053733].forEach((v, i) =>
    near(fit("DIAG").components[0]!.variances[i]!, v, 1e-4),
  );
});
