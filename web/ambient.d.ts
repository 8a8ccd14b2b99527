/** The version in package.json, set by the build. */
declare const THECA_VERSION: string;
declare module "*.css";
/** The address that the build gives a file. */
declare module "*.woff?url" {
  const address: string;
  export default address;
}
