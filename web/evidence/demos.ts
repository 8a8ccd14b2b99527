/** Tables that the page begins with. */
export const demos = {
  // Responder counts of four trials, crossovers treated as parallel: rows 4, 5, 6 and 7 of the fact sheet's section 3.1.
  responders: `study,ai,n1i,ci,n2i
Noppers 2011,8,12,3,12
Lumanauw 2019,25,30,13,32
Kvarnström 2003,7,12,2,12
Kvarnström 2004,5,10,0,10`,
  // Colditz GA and others, JAMA 1994;271:698-702, as metafor's dat.bcg: cases and others, vaccinated and not; absolute
  // latitude; how patients were allocated.
  bcg: `study,year,tpos,tneg,cpos,cneg,ablat,alloc
Aronson 1948,1948,4,119,11,128,44,random
Ferguson & Simes 1949,1949,6,300,29,274,55,random
Rosenthal et al 1960,1960,3,228,11,209,42,random
Hart & Sutherland 1977,1977,62,13536,248,12619,52,random
Frimodt-Moller et al 1973,1973,33,5036,47,5761,13,alternate
Stein & Aronson 1953,1953,180,1361,372,1079,44,alternate
Vandiviere et al 1973,1973,8,2537,10,619,19,random
TPT Madras 1980,1980,505,87886,499,87892,13,random
Coetzee & Berjak 1968,1968,29,7470,45,7232,27,random
Rosenthal et al 1961,1961,17,1699,65,1600,42,systematic
Comstock et al 1974,1974,186,50448,141,27197,18,systematic
Comstock & Webster 1969,1969,5,2493,3,2338,33,systematic
Comstock et al 1976,1976,27,16886,29,17825,33,systematic`,
} as const;
export type Demo = keyof typeof demos;
