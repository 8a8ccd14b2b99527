/** Opens a file of studies of any kind that guideline authors have, by its bytes rather than by its name. */
import { languageOf, type Locale } from "../../quantity/quantity.ts";
import { decodeText, decodeXml } from "./encoding.ts";
import { readReview } from "./revman.ts";
import { readDataPackage } from "./revman-web.ts";
import { sayIn } from "./sentences.ts";
import { bytesAtMost, type StudyFile } from "./study-file.ts";
import { readStudyText } from "./text.ts";
import { readWorkbook } from "./workbook.ts";
import { UnreadableXml } from "./xml.ts";
import { isZip, openZip, Unzippable } from "./zip.ts";

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads CSV, TSV, XLSX, RevMan 5 (.rm5) and RevMan Web's data package (.zip). The name is only said in issues. */
export function readStudyFile(name: string, bytes: Uint8Array, locale: Locale): StudyFile {
  const language = languageOf(locale);
  const say = sayIn(language);
  const refuse = (message: string): StudyFile => ({
    tables: [],
    issues: [{ path: name, message }],
    assumed: [],
  });
  if (bytes.length > bytesAtMost) return refuse(say.tooLarge(bytesAtMost / 2 ** 20));
  if (bytes.length === 0) return refuse(say.empty);
  if (oldOffice.every((byte, i) => bytes[i] === byte)) return refuse(say.oldExcel);
  try {
    if (isZip(bytes)) {
      const entries = openZip(bytes);
      if (entries.has("xl/workbook.xml")) return readWorkbook(entries, language);
      return readDataPackage(entries, language) ?? refuse(say.zipUnknown);
    }
    if (looksLikeXml(bytes)) {
      const decoded = decodeXml(bytes);
      return (decoded && readReview(decoded.text, language)) ?? refuse(say.xmlUnknown);
    }
  } catch (error) {
    if (error instanceof Unzippable) return refuse(say.zip[error.fault]);
    if (error instanceof UnreadableXml) return refuse(say.xml(error.message));
    throw error;
  }
  const decoded = decodeText(bytes);
  if (!decoded) return refuse(say.notText);
  const read = readStudyText(decoded.text, language);
  return decoded.guessed ? { ...read, assumed: [say.encoding(decoded.encoding), ...read.assumed] } : read;
}

/** The first letters are an XML declaration or a RevMan review, in any encoding whose ASCII is plain or doubled. */
function looksLikeXml(bytes: Uint8Array): boolean {
  let head = "";
  for (const byte of bytes.subarray(0, 400)) if (byte > 0 && byte < 0x80) head += String.fromCharCode(byte);
  return /^\s*<(\?xml|!DOCTYPE|COCHRANE_REVIEW|!--)/i.test(head);
}
