import { styleText } from "node:util";

const styles = {
  head: ["bold"],
  name: ["dim"],
  gap: ["bold", "yellow"],
  refused: ["bold", "red"],
  beyond: ["bold", "red"],
  above: ["yellow"],
  below: ["cyan"],
  within: ["green"],
} as const;

/** What a text is, where it is painted: never the only sign of it. */
export type Role = keyof typeof styles;

/** Gives a text the colour of its role. */
export type Paint = (role: Role, text: string) => string;

/** For paper without colour. */
export const plain: Paint = (_, text) => text;

/** For a terminal that shows colour. */
export const coloured: Paint = (role, text) => styleText([...styles[role]], text, { validateStream: false });
