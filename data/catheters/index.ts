export { default as "ascenda-8780 sha256:d0a7ae0186649ab66f8fc119f9ef4a7a3d6d6fbcd8ed44008ec6e641d7e2fa15" } from "./ascenda-8780.json" with { type: "json" };
export { default as "ascenda-8781 sha256:0fd2d22ecad59a3795806a10ed412c8f94e84248745eb672a6fcdda83ab65cf7" } from "./ascenda-8781.json" with { type: "json" };
export { default as "indura-8709sc sha256:00c0a1a967daf6759d917190d3f8a882ab19e27f26c0387e5926b8217ec74ef1" } from "./indura-8709sc.json" with { type: "json" };
export { default as "prometra sha256:cd5e43cdfdcc9b2e4f6739327a0094232a46ac88ae9b215e3e56c4b420324cd6" } from "./prometra.json" with { type: "json" };
