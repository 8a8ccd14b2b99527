/**
 * The door of the room: numbers to pictures. Each takes plain data, the same that a table shows, and gives SVG text
 * without a page: legible in black on white at the width of an A4 column, in both languages, with a title and a
 * description for those who do not see it.
 */
export { type BolusDay, plotBolusDays } from "./bolus-days.ts";
export { type BubbleMark, type Bubbles, type FitPoint, plotBubble } from "./bubble.ts";
export { plotForest } from "./forest.ts";
export type {
  Forest,
  ForestColumn,
  ForestGroup,
  ForestHeterogeneity,
  ForestRow,
  ForestTotal,
} from "./forest-data.ts";
export { type Funnel, type FunnelPoint, plotFunnel } from "./funnel.ts";
export { type NetworkPicture, plotNetwork } from "./network-graph.ts";
export { plotBaujat, plotGosh, plotLabbe, plotRadial } from "./scatter.ts";
export { type Font, openFont } from "./pdf/font.ts";
export { latinLetter } from "./pdf/latin.ts";
export { type Pdf, writePdf } from "./pdf/write-pdf.ts";
export { type Painted, type Paint, readPicture, type Shape } from "./read-picture.ts";
