import type { components } from '../../../api/schema';
import type { DomainDetail } from './DomainPage';
import {
  configOf,
  settingsOf,
  textsOf,
  type Config,
  type Schema,
  type Setting,
  type Texts,
} from './settings';

export type Connector = components['schemas']['Connector'];
type DomainRequest = components['schemas']['DomainRequest'];

/** A domain as its form has it. */
export interface Written {
  domainId: string;
  domainLabel: string;
  availableFrom: string;
  failurePolicy: DomainRequest['failurePolicy'];
  domainMode: 'DIRECT' | 'INDIRECT';
  indirectMethodKey: string;
  indirectLabel: string;
  /** `function/connector`; empty while none is chosen. */
  reader: string;
  texts: Texts;
  reason: string;
}

export function readerOf(
  of: Pick<Connector, 'ingestFunction' | 'connector'>,
): string {
  return `${of.ingestFunction}/${of.connector}`;
}

/** A connector's schema; one that is not registered here knows no setting. */
export function schemaOf(connector: Connector | undefined): Schema {
  return (connector?.configSchema ?? {}) as Schema; // the API: a JSON Schema
}

export function configBefore(domain: DomainDetail | undefined): Config {
  return (domain?.connectorConfig ?? {}) as Config; // the API: a JSON object
}

export function writtenOf(
  domain: DomainDetail | undefined,
  settings: readonly Setting[],
): Written {
  return {
    domainId: domain?.domainId ?? '',
    domainLabel: domain?.domainLabel ?? '',
    availableFrom: domain?.availableFrom ?? '',
    failurePolicy: domain?.failurePolicy ?? null,
    domainMode: domain?.domainMode ?? 'DIRECT',
    indirectMethodKey: domain?.indirectMethodKey ?? '',
    indirectLabel: domain?.indirectLabel ?? '',
    reader: domain ? readerOf(domain) : '',
    texts: textsOf(configBefore(domain), settings),
    reason: '',
  };
}

/** The settings of the connector that is chosen; those that are stored and unknown to it are shown for the one that is stored. */
export function settingsFor(
  reader: string,
  connectors: readonly Connector[],
  domain: DomainDetail | undefined,
): { schema: Schema; settings: Setting[] } {
  const connector = connectors.find(one => readerOf(one) === reader);
  const isStored = domain !== undefined && readerOf(domain) === reader;
  const schema = schemaOf(connector);
  return {
    schema,
    settings: settingsOf(schema, isStored ? configBefore(domain) : {}),
  };
}

/** What is sent, and the settings that cannot be: they are no JSON. */
export function requestOf(
  written: Written,
  connector: Pick<Connector, 'ingestFunction' | 'connector'>,
  settings: readonly Setting[],
): { body: DomainRequest; unreadable: string[] } {
  const { config, unreadable } = configOf(written.texts, settings);
  const indirect = written.domainMode === 'INDIRECT' && {
    indirectMethodKey: written.indirectMethodKey.trim() || null,
    indirectLabel: written.indirectLabel.trim() || null,
  };
  return {
    unreadable,
    body: {
      domainLabel: written.domainLabel.trim(),
      availableFrom: written.availableFrom.trim(),
      domainMode: written.domainMode,
      ...indirect,
      failurePolicy: written.failurePolicy,
      ingestFunction: connector.ingestFunction,
      connector: connector.connector,
      connectorConfig: config,
      reason: written.reason.trim() || null,
    },
  };
}
