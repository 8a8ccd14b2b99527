// The UCUM library ships no types; the tests use this much of it.
declare module "@lhncbc/ucum-lhc" {
  export const UcumLhcUtils: {
    getInstance(): {
      convertUnitTo(
        from: string,
        value: number,
        to: string,
        suggest: boolean,
        molecularWeight: boolean,
      ): unknown;
      validateUnitString(code: string): unknown;
    };
  };
}
