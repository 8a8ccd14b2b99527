import * as canal from "../../data/canal/index.ts";
import * as catheters from "../../data/catheters/index.ts";
import * as complications from "../../data/complications/index.ts";
import * as conversions from "../../data/conversions/index.ts";
import * as drugs from "../../data/drugs/index.ts";
import * as effects from "../../data/effects/index.ts";
import * as mixtures from "../../data/mixtures/index.ts";
import * as modelFiles from "../../data/models/index.ts";
import * as pumps from "../../data/pumps/index.ts";
import * as published from "../../data/published/index.ts";
import * as ratios from "../../data/ratios/index.ts";
import * as sources from "../../data/sources/index.ts";
import * as studies from "../../data/studies/index.ts";
import type { Language } from "../quantity/quantity.ts";
import { type Contents, loadLibrary } from "./read-library.ts";
import type { Drug } from "./read-drug.ts";
import { models } from "./read-model.ts";
import type { Catheter, Pump } from "./read-pump.ts";
import type { Ratio } from "./read-ratio.ts";
import type { Source } from "./read-source.ts";

/** What the files of `data/` hold, under the names of their index lines. */
export const contents: Contents = {
  drugs,
  pumps,
  catheters,
  mixtures,
  conversions,
  complications,
  effects,
  ratios,
  studies,
  published,
  sources,
};

/** Every clinical number that is shipped, read once. */
export const library = loadLibrary(contents, [...Object.keys(modelFiles), ...Object.keys(canal)]);

/** A drug by its id; undefined where it is not listed. */
export const drugOf = (id: string): Drug | undefined => library.drugs.get(id);
/** A drug's name as it is shown, in tall-man letters where it has them; what is not listed keeps the name it came with. */
export const drugName = (id: string, language: Language): string => {
  const drug = library.drugs.get(id);
  return language === "en" ? (drug?.tallMan ?? drug?.name.en ?? id) : (drug?.name.zh ?? id);
};
/** A pump by its id; undefined where it is not listed. */
export const pumpOf = (id: string): Pump | undefined => library.pumps.get(id);
/** What a source says in words of pumps, by its id; of whichever pump has it. */
export const pumpRule = (id: string) =>
  [...library.pumps.values()].flatMap(({ rules = [] }) => rules).find((rule) => rule.id === id);
/** A catheter by its id; undefined where it is not listed. */
export const catheterOf = (id: string): Catheter | undefined => library.catheters.get(id);
/** What is known of how much a pump delivers of what it is told, by its id; of any other pump where none is given. */
export const ratioOf = (pump?: string): Ratio =>
  [...library.ratios.values()].find(({ pumps }) => pump !== undefined && pumps.includes(pump)) ??
  library.ratios.get("other")!;
/** The publication that a receipt names. Every receipt's source exists. */
export const sourceOf = (id: string): Source => library.sources.get(id)!;

/** The ids of everything that can be named in a plan, for `theca list`. */
export const listed = () => ({
  drugs: [...library.drugs.keys()],
  pumps: [...library.pumps.keys()],
  catheters: [...library.catheters.keys()],
  models: [...models.keys()],
  studies: [...library.studies.keys()],
});
