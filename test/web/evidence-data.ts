// Tables pasted into the evidence page, with what R's metafor 3.8-1 answers (REML to 1e-12, Hartung-Knapp).

/** Colditz GA and others, JAMA 1994;271:698-702, as metafor's dat.bcg has it, column for column. */
export const bcg = `trial,author,year,tpos,tneg,cpos,cneg,ablat,alloc
1,Aronson,1948,4,119,11,128,44,random
2,Ferguson & Simes,1949,6,300,29,274,55,random
3,Rosenthal et al,1960,3,228,11,209,42,random
4,Hart & Sutherland,1977,62,13536,248,12619,52,random
5,Frimodt-Moller et al,1973,33,5036,47,5761,13,alternate
6,Stein & Aronson,1953,180,1361,372,1079,44,alternate
7,Vandiviere et al,1973,8,2537,10,619,19,random
8,TPT Madras,1980,505,87886,499,87892,13,random
9,Coetzee & Berjak,1968,29,7470,45,7232,27,random
10,Rosenthal et al,1961,17,1699,65,1600,42,systematic
11,Comstock et al,1974,186,50448,141,27197,18,systematic
12,Comstock & Webster,1969,5,2493,3,2338,33,systematic
13,Comstock et al,1976,27,16886,29,17825,33,systematic`;

/** Length of stay after stroke: Normand ST, Stat Med 1999;18:321-59, table 3 (dat.normand1999). */
export const stays = `source,n1i,m1i,sd1i,n2i,m2i,sd2i
Edinburgh,155,55,47,156,75,64
Orpington-Mild,31,27,7,32,29,4
Orpington-Moderate,75,64,17,71,119,29
Orpington-Severe,18,66,20,18,137,48
Montreal-Home,8,14,8,13,18,11
Montreal-Transfer,57,19,7,52,18,4
Newcastle,34,52,45,33,41,34
Umea,110,21,16,183,31,27
Uppsala,60,30,27,52,23,20`;

/** Infections by coated catheters, sparse: Niel-Weise BS and others, J Antimicrob Chemother 2007;59:359-69 (dat.nielweise2007). */
export const catheters = `author,year,ai,n1i,ci,n2i
Bach,1996,0,116,3,117
George,1997,1,44,3,35
Maki,1997,2,208,9,195
Raad,1997,0,130,7,136
Heard,1998,5,151,6,157
Collin,1999,1,98,4,139
Hannan,1999,1,174,3,177
Marik,1999,1,74,2,39
Pierce,2000,1,97,19,103
Sheng,2000,1,113,2,122
Chatzinikolaou,2003,0,66,7,64
Corral,2003,0,70,1,58
Brun-Buisson,2004,3,188,5,175
Leon,2004,6,187,11,180
Yucel,2004,0,118,0,105
Moretti,2005,0,252,1,262
Rupp,2005,1,345,3,362
Osma,2006,4,64,1,69`;

/** Each table with the choices made and the pooled result; a column of the results file each. */
export const answers = [
  {
    table: "bcg",
    choices: {},
    expect: {
      estimate: -0.71453234215814,
      se: 0.180791744092848,
      "ci.lb": -1.10844371368555,
      "ci.ub": -0.320620970630728,
      p: 0.0019200150960573,
      tau2: 0.313243258136486,
      I2: 92.2213845212691,
      Q: 152.233008082373,
      "pi.lb": -1.99601683419621,
      "pi.ub": 0.566952149879933,
    },
  },
  {
    table: "stays",
    choices: {},
    expect: {
      estimate: -15.1060274734783,
      se: 9.19890874662518,
      p: 0.139184037260034,
      tau2: 684.646151929666,
      "pi.lb": -79.0645424664807,
      "pi.ub": 48.8524875195241,
    },
  },
  {
    table: "stays",
    choices: { measure: "SMD" },
    expect: {
      estimate: -0.537108258432961,
      se: 0.30928563385651,
      p: 0.120664532195015,
      tau2: 0.790842913750778,
      Q: 123.729274359718,
    },
  },
  {
    table: "catheters",
    choices: { measure: "OR" },
    expect: {
      estimate: -0.960152436818201,
      se: 0.228657661076095,
      p: 0.00060281534136016,
      tau2: 0.0139494439527419,
      "ci.lb": -1.44257793214748,
    },
  },
  {
    table: "catheters",
    choices: { measure: "OR", method: "PETO" },
    expect: {
      estimate: -1.10574494676301,
      se: 0.191587337011734,
      "ci.lb": -1.48124922719995,
      "ci.ub": -0.730240666326074,
      Q: 18.7345092861252,
    },
  },
  {
    table: "catheters",
    choices: { measure: "OR", method: "MH" },
    expect: { estimate: -1.20870483273377, se: 0.222445421341601, "ci.ub": -0.772719818378392 },
  },
  {
    table: "catheters",
    choices: { measure: "RR", method: "MH" },
    expect: { estimate: -1.17777194418453, se: 0.218167943895619 },
  },
] as const;
