export { default as "any sha256:9fe4a391f8ee6b0860b45a46bb2776194af58d1c2d4a2918c40ee56eca66ac9a" } from "./any.json" with { type: "json" };
export { default as "catheter sha256:1d74a5cddc06a1c2ea9ecb56fe2b51f80209f752a9666710cdc73b6560607564" } from "./catheter.json" with { type: "json" };
export { default as "course sha256:b68e5b96af6367accb351e2d35fb2e2d2d827d60e56a99cb9ef2b89056cb5568" } from "./course.json" with { type: "json" };
export { default as "infection sha256:43001b39449117e347cb638148ba6e4139911206cf3b770314284cf5cf201491" } from "./infection.json" with { type: "json" };
export { default as "leak sha256:6b74f14bcd5078541aba1322d0ea9f142efc28a58c63fb18f49f61d3f8ea68e4" } from "./leak.json" with { type: "json" };
export { default as "pump sha256:6fd4679d577cc367ddbfc5bfc21d80464afe9a8e78f7a594287ff27c88ab83e3" } from "./pump.json" with { type: "json" };
