/** The version in package.json, set by the build. */
declare const THECA_VERSION: string;
declare module "*.css";
