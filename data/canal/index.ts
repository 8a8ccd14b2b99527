export { default as "adult sha256:14dfdb43ed6e07f05aff2ed0897142237dc4483d440a3e240e8178d948791592" } from "./adult.json" with { type: "json" };
export { default as "checks sha256:17f64d4dfb74f627a08e0a42396861a0d0f0c438746e554a2abe75d4e13b41db" } from "./checks.json" with { type: "json" };
