/** Hands a text to the reader as a file. */
export const saveFile = (name: string, type: string, text: string): void =>
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));

/** Hands bytes to the reader as a file. */
export const saveBytes = (name: string, type: string, bytes: Uint8Array): void =>
  saveBlob(name, new Blob([bytes as BlobPart], { type }));

function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
