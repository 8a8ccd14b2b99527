/** The site of the drug itself, and of norketamine where the model has it. */
export const sitesIn = <S extends { readonly site: string }>(
  sites: readonly S[],
): [S | undefined, S | undefined] => [sites[0], sites.find(({ site }) => site === "norketamine")];
