import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { steps } from '../claim/rules/index.js';
import { NotAPackage, packageOf } from '../http/package-document.js';
import { findingsIn } from '../package/package.findings.js';
import type { Finding } from '../package/package.findings.types.js';
import type { PackageVersion } from '../package/package.types.js';
import { explain } from './explain.js';
import { fromTemplate, type Plain } from './template.js';

/** A finding where its author sees it. `line` 0: in the template. */
export interface FoundInFile extends Finding {
  readonly line: number;
}

export interface CheckedPackage {
  readonly findings: readonly FoundInFile[];
  /** As it would be published; null when the file is none. */
  readonly package: PackageVersion | null;
}

/**
 * Reads a package as people write it and says what is wrong with it, line by line. A file may begin with
 * `extends: another.yaml`: `readTemplate` gives that file's text.
 */
export const checkPackage = (text: string, readTemplate: (name: string) => string): CheckedPackage => {
  const lines = new LineCounter();
  // A day stays the text it is: YAML's own dates would turn it into an instant.
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: true });
  const where = (finding: Finding): FoundInFile => ({ ...finding, line: lineOf(document, finding.pointer, lines) });
  if (document.errors.length > 0) {
    const findings = document.errors.map(({ message, pos }) => ({
      ...notYaml(message.split('\n')[0] ?? ''),
      line: lines.linePos(pos[0]).line,
    }));
    return { findings, package: null };
  }
  const written = (document.toJS({ maxAliasCount: 100 }) ?? {}) as Plain;
  const { extends: template } = written;
  const content = typeof template === 'string' ? fromTemplate(written, plainOf(readTemplate(template))) : written;
  try {
    const version = packageOf(content);
    const findings = findingsIn(version, steps).map(finding => where(finding));
    return { findings, package: version };
  } catch (error) {
    if (!(error instanceof NotAPackage)) throw error;
    return { findings: error.errors.map(each => where(explain(each))), package: null };
  }
};

const plainOf = (text: string): Plain => (parseDocument(text, { schema: 'core', merge: true }).toJS() ?? {}) as Plain;

const notYaml = (message: string): Finding => ({
  pointer: '',
  code: 'benefits.package.not_yaml',
  problem: { fr: `le fichier n’est pas du YAML : ${message}`, en: `the file is not YAML: ${message}` },
  remedy: { fr: 'vérifiez retraits, deux-points et guillemets', en: 'check indentation, colons and quotes' },
});

/** The line of what is named, else of the nearest thing around it that is written. */
const lineOf = (document: Document.Parsed, pointer: string, lines: LineCounter): number => {
  const path = pointer.split('/').slice(1);
  for (let depth = path.length; depth > 0; depth -= 1) {
    const steps = path.slice(0, depth).map(step => (/^\d+$/.test(step) ? Number(step) : step));
    const node = document.getIn(steps, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};
