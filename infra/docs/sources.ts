import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Something the sources declare, with the comment above it. */
export interface Declared {
  readonly name: string;
  readonly text: string;
  readonly file: string;
}

const filesEnding = (ending: string): string[] =>
  readdirSync('libs', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => join('libs', name));

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

/** First paragraph of the doc comment, on one line. */
const commentOf = (node: ts.Node): string => {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = typeof doc?.comment === 'string' ? doc.comment : (ts.getTextOfJSDocComment(doc?.comment) ?? '');
  return text.split('\n\n')[0]!.replaceAll(/\s+/g, ' ').trim();
};

export interface DeclaredEvent extends Declared {
  readonly version: number;
  readonly sealed: boolean;
}

/** Every `DomainEvent<'context.Name', version, …>` of the contexts. */
export const declaredEvents = (): DeclaredEvent[] =>
  filesEnding('.events.ts').flatMap(file => {
    const found: DeclaredEvent[] = [];
    parse(file).forEachChild(node => {
      if (
        !ts.isTypeAliasDeclaration(node) ||
        !ts.isTypeReferenceNode(node.type) ||
        node.type.typeName.getText() !== 'DomainEvent'
      )
        return;
      const [type, version, , sealed] = node.type.typeArguments ?? [];
      if (!type || !version) return;
      found.push({
        name: type.getText().slice(1, -1),
        version: Number(version.getText()),
        sealed: sealed !== undefined && sealed.getText() !== 'undefined',
        text: commentOf(node),
        file,
      });
    });
    return found;
  });

/** Every refusal code, in the order of precedence it is declared in. */
export const declaredReasons = (): Declared[] =>
  filesEnding('.reasons.ts').flatMap(file => {
    const found: Declared[] = [];
    const visit = (node: ts.Node): void => {
      if (
        ts.isPropertyAssignment(node) &&
        ts.isStringLiteral(node.initializer) &&
        node.initializer.text.includes('.')
      ) {
        found.push({ name: node.initializer.text, text: commentOf(node), file });
      }
      node.forEachChild(visit);
    };
    visit(parse(file));
    return found;
  });

/** Every contract message, with what it promises. */
export const declaredContracts = (): Declared[] =>
  filesEnding('contracts/index.ts').flatMap(file => {
    const found: Declared[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isPropertySignature(node) && ts.isStringLiteral(node.name) && /\.v\d+$/.test(node.name.text)) {
        found.push({ name: node.name.text, text: commentOf(node), file });
      }
      node.forEachChild(visit);
    };
    visit(parse(file));
    return found;
  });
