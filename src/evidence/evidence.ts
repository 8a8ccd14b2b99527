/** The door of the room: what trials found, turned into effects, pooled, regressed and doubted. */
export * from "./distribution/distribution.ts";
