export { default as adult } from "./adult.json" with { type: "json" };
export { default as checks } from "./checks.json" with { type: "json" };
