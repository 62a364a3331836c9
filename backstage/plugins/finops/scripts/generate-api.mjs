// Writes src/api/schema.ts from an OpenAPI document on stdin: `make client` pipes the API's own into it.
// With `--check` it compares, and fails where the file is out of date.
// Decimals become `Amount`: a JavaScript number would round them (src/api/amount.ts).
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import ts from 'typescript';

const target = fileURLToPath(new URL('../src/api/schema.ts', import.meta.url));
const amount = ts.factory.createTypeReferenceNode('Amount');

const document = JSON.parse(await readFile('/dev/stdin', 'utf8'));
for (const [path, item] of Object.entries(document.paths)) {
  if (!path.startsWith('/v1/')) {
    delete document.paths[path];
  }
  for (const operation of Object.values(item)) {
    keepAnswers(operation);
  }
}

// What goes wrong is read as a problem document whatever the status (src/api/problem.ts), and no header is read by type.
function keepAnswers(operation) {
  operation.parameters = operation.parameters?.filter(
    parameter => parameter.in !== 'header',
  );
  for (const [status, response] of Object.entries(operation.responses)) {
    delete response.headers;
    for (const content of Object.values(response.content ?? {})) {
      delete content.example;
      delete content.examples;
    }
    if (!status.startsWith('2')) {
      delete operation.responses[status];
    }
  }
}

const types = await openapiTS(document, {
  alphabetize: true,
  defaultNonNullable: false, // what has a default may be left out of a body
  transform: schema => (schema.format === 'decimal' ? amount : undefined),
});
const text = prettier.format(
  `// Made by \`make client\` from the API's OpenAPI document: do not edit.\nimport type { Amount } from './amount';\n\n${astToString(
    types,
  )}`,
  { ...(await prettier.resolveConfig(target)), filepath: target },
);
if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if ((await readFile(target, 'utf8')) !== text) {
  process.stderr.write(`${target} is out of date: run make client\n`);
  process.exitCode = 1;
}
