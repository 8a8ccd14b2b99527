export { default as "adult sha256:f24480686bd7094dd7cc433d31ddb6b2364117b44e98bdf7f22ddaf1145c6923" } from "./adult.json" with { type: "json" };
export { default as "checks sha256:17f64d4dfb74f627a08e0a42396861a0d0f0c438746e554a2abe75d4e13b41db" } from "./checks.json" with { type: "json" };
