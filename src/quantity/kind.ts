/**
 * The kinds of quantity that Theca knows: for each its dimension in base exponents and the unit in which numbers of
 * this kind are held once they are inward (the coherent system: ug, mL, h, cm, kg).
 */
export const kinds = {
  amount: { dimension: "M1", coherent: "ug" },
  volume: { dimension: "V1", coherent: "mL" },
  time: { dimension: "T1", coherent: "h" },
  length: { dimension: "X1", coherent: "cm" },
  weight: { dimension: "W1", coherent: "kg" },
  concentration: { dimension: "M1V-1", coherent: "ug/mL" },
  flow: { dimension: "V1T-1", coherent: "mL/h" },
  doseRate: { dimension: "M1T-1", coherent: "ug/h" },
  volumePerLength: { dimension: "V1X-1", coherent: "mL/cm" },
  rateConstant: { dimension: "T-1", coherent: "/h" },
  amountPerWeight: { dimension: "M1W-1", coherent: "ug/kg" },
  doseRatePerWeight: { dimension: "M1T-1W-1", coherent: "ug/kg/h" },
  volumePerWeight: { dimension: "V1W-1", coherent: "mL/kg" },
  flowPerWeight: { dimension: "V1T-1W-1", coherent: "mL/kg/h" },
  molarConcentration: { dimension: "V-1N1", coherent: "nmol/mL" },
  exposure: { dimension: "M1V-1T1", coherent: "ug.h/mL" },
  dispersion: { dimension: "T-1X2", coherent: "cm2/h" },
  area: { dimension: "X2", coherent: "cm2" },
  fraction: { dimension: "", coherent: "1" },
} as const satisfies Record<string, { dimension: string; coherent: string }>;

export type Kind = keyof typeof kinds;
