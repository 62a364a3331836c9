import { stringify } from 'lossless-json';

/** The part of JSON Schema that connectors' settings are written in. */
export interface Schema {
  type?: string;
  const?: unknown;
  default?: unknown;
  description?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  patternProperties?: Record<string, Schema>;
  minimum?: number;
  maximum?: number;
}

/** One setting of a connector, and the field that it is written in. */
export interface Setting {
  name: string;
  /** `json`: what is nested. `unknown`: stored, and not in the schema; the API will say so. */
  kind: 'text' | 'integer' | 'choice' | 'flag' | 'json' | 'unknown';
  isRequired: boolean;
  choices: readonly string[];
  schema: Schema;
}

export type Texts = Readonly<Record<string, string>>;
export type Config = Record<string, unknown>;

/** A setting that may be null as well; one whose null is not what leaving it out gives keeps it, as JSON. */
function withoutNull(schema: Schema): Schema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const [only, ...more] = others;
  const isNullable = others.length + 1 === schema.anyOf?.length;
  return only && more.length === 0 && isNullable && schema.default === null
    ? { ...schema, ...only }
    : schema;
}

function kindOf(schema: Schema): Setting['kind'] {
  if (schema.enum?.every(choice => typeof choice === 'string')) {
    return 'choice';
  }
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'flag';
    default:
      return 'json';
  }
}

/** The settings that a connector knows: those that are needed first, those that take a whole JSON value last. */
export function settingsOf(schema: Schema, config: Config): Setting[] {
  const known = schema.properties ?? {};
  const settings = Object.entries(known).map(([name, of]): Setting => {
    const own = withoutNull(of);
    const kind = kindOf(own);
    return {
      name,
      kind,
      isRequired: schema.required?.includes(name) ?? false,
      choices: kind === 'choice' ? (own.enum ?? []).map(String) : [],
      schema: own,
    };
  });
  const unknown = Object.keys(config)
    .filter(name => !(name in known))
    .map(
      (name): Setting => ({
        name,
        kind: 'unknown',
        isRequired: false,
        choices: [],
        schema: {},
      }),
    );
  const rank = ({ kind, isRequired }: Setting) =>
    (isRequired ? 0 : 2) + (kind === 'json' || kind === 'unknown' ? 1 : 0);
  return [...settings, ...unknown].sort(
    (one, other) =>
      rank(one) - rank(other) || one.name.localeCompare(other.name),
  );
}

/** What stands in the fields for settings as they are stored; empty where one is left out. */
export function textsOf(config: Config, settings: readonly Setting[]): Texts {
  const texts: Record<string, string> = {};
  for (const { name, kind } of settings) {
    const value = config[name];
    const isNested = kind === 'json' || kind === 'unknown';
    if (value !== undefined && (isNested || value !== null)) {
      texts[name] =
        typeof value === 'string' && !isNested
          ? value
          : stringify(value, null, isNested ? 2 : undefined) ?? '';
    }
  }
  return texts;
}

/**
 * The settings that fields give. What is left empty is left out; what does not read as what is asked for is given as it stands,
 * for the API to name; only a JSON value that is none cannot be given at all, and is named here.
 */
export function configOf(
  texts: Texts,
  settings: readonly Setting[],
): { config: Config; unreadable: string[] } {
  const config: Config = {};
  const unreadable: string[] = [];
  for (const { name, kind } of settings) {
    const text = (texts[name] ?? '').trim();
    if (text === '') {
      continue;
    }
    if (kind === 'json' || kind === 'unknown') {
      try {
        config[name] = JSON.parse(text);
      } catch {
        unreadable.push(name);
      }
    } else if (kind === 'integer' && /^-?\d{1,15}$/.test(text)) {
      config[name] = Number(text);
    } else if (kind === 'flag' && (text === 'true' || text === 'false')) {
      config[name] = text === 'true';
    } else {
      config[name] = text;
    }
  }
  return { config, unreadable };
}

const DEEPEST = 4;

/** What a nested setting may hold, in a line: `{ column: text } | { tag: text }`. */
export function shapeOf(schema: Schema, root: Schema, depth = 0): string {
  const inner = (of: Schema) => shapeOf(of, root, depth + 1);
  if (depth > DEEPEST) {
    return '…';
  }
  const named = schema.$ref?.split('/').pop();
  if (named !== undefined) {
    return shapeOf(root.$defs?.[named] ?? {}, root, depth);
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map(choice => JSON.stringify(choice)).join(' | ');
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) {
    return either.map(inner).join(' | ');
  }
  if (schema.type === 'array') {
    return `[${inner(schema.items ?? {})}, …]`;
  }
  if (schema.type !== 'object') {
    return schema.type ?? '…';
  }
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, of]) =>
      `${name}${schema.required?.includes(name) ? '' : '?'}: ${inner(of)}`,
  );
  const [others] = [
    ...Object.values(schema.patternProperties ?? {}),
    schema.additionalProperties,
  ];
  if (typeof others === 'object') {
    fields.push(`…: ${inner(others)}`);
  }
  return `{ ${fields.join(', ')} }`;
}
