/** The metadata store of class-transformer, which its own types leave out. */
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: object;
}
