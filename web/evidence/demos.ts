/** Tables that the page begins with. */
export const demos = {
  // Responder counts of four trials, crossovers treated as parallel: rows 4, 5, 6 and 7 of the fact sheet's section 3.1.
  responders: `study,ai,n1i,ci,n2i
Noppers 2011,8,12,3,12
Lumanauw 2019,25,30,13,32
Kvarnström 2003,7,12,2,12
Kvarnström 2004,5,10,0,10`,
  // Colditz GA and others, JAMA 1994;271:698-702: cases and persons, vaccinated and not.
  bcg: `study,ai,n1i,ci,n2i
Aronson 1948,4,123,11,139
Ferguson & Simes 1949,6,306,29,303
Rosenthal et al 1960,3,231,11,220
Hart & Sutherland 1977,62,13598,248,12867
Frimodt-Moller et al 1973,33,5069,47,5808
Stein & Aronson 1953,180,1541,372,1451
Vandiviere et al 1973,8,2545,10,629
TPT Madras 1980,505,88391,499,88391
Coetzee & Berjak 1968,29,7499,45,7277
Rosenthal et al 1961,17,1716,65,1665
Comstock et al 1974,186,50634,141,27338
Comstock & Webster 1969,5,2498,3,2341
Comstock et al 1976,27,16913,29,17854`,
} as const;
export type Demo = keyof typeof demos;
