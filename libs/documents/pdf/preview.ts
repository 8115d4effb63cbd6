import { packed, unpacked } from '../zip.js';

/**
 * The Word file as LibreOffice must be given it. Its import takes `overflowPunct` for its opposite (to 7.4 and later),
 * and a comma that hangs over the edge of a justified line is then missing from the PDF.
 */
export const forLibreOffice = async (docx: Uint8Array): Promise<Uint8Array> => {
  const parts = await unpacked(docx);
  for (const [name, xml] of parts)
    if (typeof xml === 'string') parts.set(name, xml.replace(/<w:overflowPunct w:val="(?:0|false)"\/>/g, hung));
  return packed(parts);
};

const hung = '<w:overflowPunct w:val="1"/>';
