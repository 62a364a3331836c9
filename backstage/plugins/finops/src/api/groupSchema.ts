// Made by `make client` from the API's OpenAPI document: do not edit.
import type { Amount } from './amount';

export interface paths {
  '/v1/group/admin/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publish a release of the official referential */
    post: operations['post_group_admin_releases'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/anomalies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Months of applications that cost unlike the months before */
    get: operations['get_group_anomalies'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/applications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by application, over all entities */
    get: operations['get_group_applications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/applications/{application}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One application, by entity, domain and product */
    get: operations['get_group_applications_application'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/completeness': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which months came of which entity, and which are late */
    get: operations['get_group_completeness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/conformity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where entities' referentials are not the official one */
    get: operations['get_group_conformity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/dashboard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One month of the group at a glance */
    get: operations['get_group_dashboard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by domain, over all entities */
    get: operations['get_group_domains'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One domain, by entity and application */
    get: operations['get_group_domains_domain'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/entities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Entities beside each other */
    get: operations['get_group_entities'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/entities/{entity}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entity: domains, applications, months, and the exchange that is shown */
    get: operations['get_group_entities_entity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs month by month, as series */
    get: operations['get_group_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/ingestion-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Exchanges and what became of them, the latest first */
    get: operations['get_group_ingestion_runs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who the token's holder is here, and their roles */
    get: operations['get_group_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/pricing-views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The pricing views that can be asked for */
    get: operations['get_group_pricing_views'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/rankings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Applications or entities by cost, growth or reduction */
    get: operations['get_group_rankings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Releases of the official referential, the latest first */
    get: operations['get_group_releases'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/releases/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One release with its document */
    get: operations['get_group_releases_version'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * ApplicationLine
     * @description What one application costs. `reserved`: the part that no application could be found for.
     */
    ApplicationLine: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * CalendarMonth
     * @description One month of all entities.
     */
    CalendarMonth: {
      counts: components['schemas']['MonthCounts'];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
    };
    /**
     * Caller
     * @description Somebody, by their token and what its issuer says of them.
     */
    Caller: {
      /**
       * Entityid
       * @description the entity that this API is of
       */
      entityId: string;
      /**
       * Roles
       * @description those that count here, in alphabetical order
       */
      roles: (
        | 'Rosetta_Admin'
        | 'Rosetta_FinOps_Admin'
        | 'Rosetta_Group'
        | 'Rosetta_Referentiel_Admin'
        | 'Rosetta_User'
      )[];
      /**
       * Subject
       * @description as the audit log names them
       */
      subject: string;
    };
    /**
     * CallerAnswer
     * @description No `meta`: nothing of it is of a publication.
     */
    CallerAnswer: {
      data: components['schemas']['Caller'];
    };
    /**
     * CompletenessAnswer
     * @description A calendar: each month that is expected of each entity.
     */
    CompletenessAnswer: {
      /** Data */
      data: components['schemas']['ExpectedMonth'][];
      meta: components['schemas']['CompletenessMeta'];
    };
    /**
     * CompletenessCounts
     * @description Of the month's entities: those expected, and by what came of them; as `MonthState`, no clock is asked.
     */
    CompletenessCounts: {
      /** Closed */
      closed: number;
      /** Expected */
      expected: number;
      /** Missing */
      missing: number;
      /** Partial */
      partial: number;
      /** Received */
      received: number;
    };
    /**
     * CompletenessMeta
     * @description As it is `at` this moment: months become late without a publication.
     */
    CompletenessMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * At
       * Format: date-time
       */
      at: string;
      counts: components['schemas']['MonthCounts'];
      /**
       * From
       * @example 2026-10
       */
      from: string;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Months */
      months: components['schemas']['CalendarMonth'][];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /**
       * To
       * @example 2026-10
       */
      to: string;
    };
    /**
     * ConformityAnswer
     * @description Findings, blocking ones first.
     */
    ConformityAnswer: {
      /** Data */
      data: components['schemas']['Finding'][];
      meta: components['schemas']['ConformityMeta'];
    };
    /**
     * ConformityMeta
     * @description Which exchanges the findings are of.
     */
    ConformityMeta: {
      /** Asof */
      asOf: string | null;
      counts: components['schemas']['FindingCounts'];
      /** Exchanges */
      exchanges: components['schemas']['JudgedExchange'][];
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      page: components['schemas']['Page'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
    };
    /**
     * DomainLine
     * @description What one domain costs.
     */
    DomainLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntitiesAnswer
     * @description Entities beside each other.
     */
    EntitiesAnswer: {
      /** Data */
      data: components['schemas']['EntityCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * EntityAnswer
     * @description One entity.
     */
    EntityAnswer: {
      data: components['schemas']['EntityDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * EntityCost
     * @description One entity beside the others.
     */
    EntityCost: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /**
       * Applications
       * @description how many applications have a cost
       */
      applications: number;
      /** Cost */
      cost: Amount | null;
      /**
       * Costperapplication
       * @description allocated cost by the number of applications
       */
      costPerApplication: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Publishedmonths */
      publishedMonths: number;
      /** Share */
      share: Amount | null;
      /**
       * Status
       * @description of the months asked for, the worst of them; null: nothing is expected of it, nor published
       */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /** Unallocatedcost */
      unallocatedCost: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityDetail
     * @description One entity of the group.
     */
    EntityDetail: {
      /** Allocatedshare */
      allocatedShare: Amount | null;
      /** Applicationcount */
      applicationCount: number;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /** @description of the last month asked for; null: none is published */
      exchange: components['schemas']['ShownExchange'] | null;
      /** Firstmonth */
      firstMonth: string | null;
      /** Lastmonth */
      lastMonth: string | null;
      /**
       * Member
       * @description of the release that counts
       */
      member: boolean;
      /**
       * Months
       * @description 13 months up to the last one asked for
       */
      months: components['schemas']['EntityMonth'][];
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Status
       * @description of the last month asked for
       */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityLine
     * @description What one entity costs.
     */
    EntityLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityMonth
     * @description One month of one entity; status null: not expected, and not there.
     */
    EntityMonth: {
      /** Cost */
      cost: Amount | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Status */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * ExpectedMonth
     * @description A month that is expected of an entity.
     */
    ExpectedMonth: {
      /**
       * Cutoffat
       * Format: date-time
       */
      cutOffAt: string;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Exchangeid
       * @description what is shown; null: nothing
       */
      exchangeId: string | null;
      /**
       * Islate
       * @description it is late, or came so
       */
      isLate: boolean;
      /** Ispastcutoff */
      isPastCutOff: boolean;
      /** Lasterror */
      lastError: string | null;
      /** Lastexchangeid */
      lastExchangeId: string | null;
      /**
       * Laststatus
       * @description of the latest exchange, which may have been refused
       */
      lastStatus:
        | (
            | 'RECEIVING'
            | 'LOADED'
            | 'PUBLISHED'
            | 'REFUSED'
            | 'SUPERSEDED'
            | 'FAILED'
            | 'ABANDONED'
          )
        | null;
      /** Missing */
      missing: components['schemas']['MissingDomain'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Publishedat */
      publishedAt: string | null;
      /** Runid */
      runId: string | null;
      /**
       * Status
       * @description expected: nothing yet; late: nothing, and past the cut-off; partial: the entity lacks domains
       * @enum {string}
       */
      status: 'expected' | 'late' | 'received' | 'partial' | 'closed';
    };
    /**
     * Explanation
     * @description A product's part in the deviation. `(none)`: the INDIRECT domain that is named.
     */
    Explanation: {
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Share
       * @description of the deviation
       */
      share: Amount | null;
    };
    /**
     * Fault
     * @description One thing that is wrong with a request.
     */
    Fault: {
      /**
       * At
       * @description parameter, or path in the body
       */
      at: string;
      /** Message */
      message: string;
    };
    /**
     * Finding
     * @description Where an entity's referential is not the official one.
     */
    Finding: {
      /**
       * Check
       * @enum {string}
       */
      check:
        | 'missing'
        | 'extra'
        | 'moved'
        | 'renamed'
        | 'retired_but_used'
        | 'mode_mismatch'
        | 'currency_mismatch'
        | 'not_valued';
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Expected */
      expected: string | null;
      /**
       * Facts
       * @description rows of the exchange that it touches
       */
      facts: number;
      /** Found */
      found: string | null;
      /** Keyid */
      keyId: string;
      /**
       * Kind
       * @enum {string}
       */
      kind:
        | 'domain'
        | 'family'
        | 'product'
        | 'application'
        | 'metric'
        | 'pricing_view';
      /** Label */
      label: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Severity
       * @enum {string}
       */
      severity: 'blocking' | 'warning';
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
    };
    /**
     * FindingCounts
     * @description Findings of all exchanges listed, whatever was filtered.
     */
    FindingCounts: {
      /** Blocking */
      blocking: number;
      /** Warning */
      warning: number;
    };
    /**
     * GroupAnomaliesAnswer
     * @description Anomalies of the months asked for.
     */
    GroupAnomaliesAnswer: {
      /** Data */
      data: components['schemas']['GroupAnomaly'][];
      meta: components['schemas']['GroupAnomaliesMeta'];
    };
    /**
     * GroupAnomaliesMeta
     * @description Anomalies are of all environments: `environment` is always null.
     */
    GroupAnomaliesMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['GroupAnomalyTotal'];
    };
    /**
     * GroupAnomaly
     * @description An application's month in one entity that costs unlike the months before it.
     */
    GroupAnomaly: {
      /**
       * Anomalyid
       * Format: uuid
       */
      anomalyId: string;
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /**
       * Deviation
       * Format: decimal
       * @description cost less expected
       * @example 1843221.407312
       */
      deviation: Amount;
      /**
       * Deviationpercent
       * @description of expected; null where that is 0
       */
      deviationPercent: Amount | null;
      /**
       * Direction
       * @enum {string}
       */
      direction: 'high' | 'low';
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Expected
       * Format: decimal
       * @example 1843221.407312
       */
      expected: Amount;
      /**
       * Expectedhigh
       * Format: decimal
       * @example 1843221.407312
       */
      expectedHigh: Amount;
      /**
       * Expectedlow
       * Format: decimal
       * @example 1843221.407312
       */
      expectedLow: Amount;
      /**
       * Explainedby
       * @description what deviates most
       */
      explainedBy: components['schemas']['Explanation'][];
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /**
       * Historymonths
       * @description how many months the expectation comes from
       */
      historyMonths: number;
      /** Owner */
      owner: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Reserved */
      reserved: boolean;
      /**
       * Score
       * Format: decimal
       * @description deviation in robust standard deviations
       * @example 1843221.407312
       */
      score: Amount;
    };
    /**
     * GroupAnomalyTotal
     * @description Over everything that the filters let through, whatever page is shown.
     */
    GroupAnomalyTotal: {
      /** Anomalies */
      anomalies: number;
      /**
       * Deviation
       * Format: decimal
       * @example 1843221.407312
       */
      deviation: Amount;
      /** High */
      high: number;
      /** Low */
      low: number;
    };
    /**
     * GroupApplicationAnswer
     * @description One application.
     */
    GroupApplicationAnswer: {
      data: components['schemas']['GroupApplicationDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupApplicationCost
     * @description An application over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own.
     */
    GroupApplicationCost: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Official */
      official: boolean;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupApplicationDetail
     * @description One application over all entities.
     */
    GroupApplicationDetail: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to the last one asked for
       */
      history: components['schemas']['GroupPoint'][];
      /** Official */
      official: boolean;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Products */
      products: components['schemas']['ProductLine'][];
      /** Reserved */
      reserved: boolean;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupApplicationsAnswer
     * @description Costs by application; `unallocated` is last.
     */
    GroupApplicationsAnswer: {
      /** Data */
      data: components['schemas']['GroupApplicationCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupComparedMeta
     * @description With what the costs are compared with.
     */
    GroupComparedMeta: {
      /** Asof */
      asOf: string | null;
      /** @description null: nothing is published then or now */
      comparedWith: components['schemas']['GroupComparedWith'] | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupComparedWith
     * @description The months that `previousCost` and `delta` are of, and what those lack.
     */
    GroupComparedWith: {
      /**
       * From
       * @example 2026-10
       */
      from: string;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      /**
       * To
       * @example 2026-10
       */
      to: string;
    };
    /**
     * GroupDashboard
     * @description One month of the group at a glance.
     */
    GroupDashboard: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /**
       * Anomalies
       * @description how many, of all environments
       */
      anomalies: number;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      completeness: components['schemas']['CompletenessCounts'];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to this one
       */
      history: components['schemas']['GroupPoint'][];
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Samemonthlastyear */
      sameMonthLastYear: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDashboardAnswer
     * @description One month of the group at a glance.
     */
    GroupDashboardAnswer: {
      data: components['schemas']['GroupDashboard'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupDomainAnswer
     * @description One domain.
     */
    GroupDomainAnswer: {
      data: components['schemas']['GroupDomainDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupDomainCost
     * @description A domain over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own.
     */
    GroupDomainCost: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Official */
      official: boolean;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDomainDetail
     * @description One domain over all entities.
     */
    GroupDomainDetail: {
      /** Allocatedshare */
      allocatedShare: Amount | null;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to the last one asked for
       */
      history: components['schemas']['GroupPoint'][];
      /** Indirectlabel */
      indirectLabel: string | null;
      /** Official */
      official: boolean;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDomainsAnswer
     * @description Costs by domain.
     */
    GroupDomainsAnswer: {
      /** Data */
      data: components['schemas']['GroupDomainCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupHistoryAnswer
     * @description Series; `meta.total` covers also those beyond the limit, and compares with nothing.
     */
    GroupHistoryAnswer: {
      /** Data */
      data: components['schemas']['GroupSeries'][];
      meta: components['schemas']['GroupMeta'];
    };
    /**
     * GroupMeta
     * @description With what the costs add up to.
     */
    GroupMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupPage
     * @description A page of something that is not costs.
     */
    GroupPage: {
      /** Asof */
      asOf: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      page: components['schemas']['Page'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * GroupPoint
     * @description One month; cost null where there is no data, never 0.
     */
    GroupPoint: {
      /** Cost */
      cost: Amount | null;
      /**
       * Missing
       * @description entities of which the month is expected and missing, or not whole
       */
      missing: number;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Published
       * @description entities that published the month
       */
      published: number;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * GroupPricingViewsAnswer
     * @description The pricing views that can be asked for; the default is first.
     */
    GroupPricingViewsAnswer: {
      /** Data */
      data: components['schemas']['PricingView'][];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * GroupPublished
     * @description Which state of the group an answer shows. `runId`, `asOf`: of the latest publication of any entity.
     */
    GroupPublished: {
      /** Asof */
      asOf: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * GroupRanked
     * @description One line; the keys of what is not ranked are null.
     */
    GroupRanked: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Entityid */
      entityId: string | null;
      /** Entitylabel */
      entityLabel: string | null;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Rank
       * @description lines of one amount share it; null: unpriced or reserved
       */
      rank: number | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Status
       * @description against the month compared with; null: nothing to compare
       */
      status: ('new' | 'continued' | 'ended' | 'unpriced') | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupRanking
     * @description What was ranked, and how.
     */
    GroupRanking: {
      /**
       * Against
       * @enum {string}
       */
      against: 'previousMonth' | 'lastYear';
      /**
       * By
       * @enum {string}
       */
      by: 'application' | 'entity';
      /**
       * Order
       * @enum {string}
       */
      order: 'cost' | 'growth' | 'reduction';
      /**
       * Rows
       * @description of all pages
       */
      rows: number;
    };
    /**
     * GroupRankingMeta
     * @description `total` is of the whole month, whatever is listed.
     */
    GroupRankingMeta: {
      /** Asof */
      asOf: string | null;
      /** @description null: nothing is published then or now */
      comparedWith: components['schemas']['GroupComparedWith'] | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      ranking: components['schemas']['GroupRanking'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupRankingsAnswer
     * @description Ranked lines, then those without a rank; `unallocated` is last.
     */
    GroupRankingsAnswer: {
      /** Data */
      data: components['schemas']['GroupRanked'][];
      meta: components['schemas']['GroupRankingMeta'];
    };
    /**
     * GroupSeries
     * @description Costs month by month; the keys say of what, all null for the total.
     */
    GroupSeries: {
      /** Cost */
      cost: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Entityid */
      entityId: string | null;
      /** Entitylabel */
      entityLabel: string | null;
      /** Points */
      points: components['schemas']['GroupPoint'][];
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * IngestionRun
     * @description One month of one entity as it was pushed, and what became of it.
     */
    IngestionRun: {
      /** Acceptedat */
      acceptedAt: string | null;
      /**
       * Begunat
       * Format: date-time
       */
      begunAt: string;
      /** Contractversion */
      contractVersion: number;
      /** Costs */
      costs: components['schemas']['ViewCost'][];
      /** Entitygeneration */
      entityGeneration: number;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Entityrunid
       * Format: uuid
       * @description the entity's own run
       */
      entityRunId: string;
      /** Errorcode */
      errorCode: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Generation */
      generation: number | null;
      /** Isclosed */
      isClosed: boolean;
      /**
       * Judgedby
       * @description the release that the group compared it with
       */
      judgedBy: number | null;
      /** Missing */
      missing: components['schemas']['MissingDomain'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Publishedat */
      publishedAt: string | null;
      /**
       * Release
       * @description the release that the entity compared itself with
       */
      release: number | null;
      /** Rows */
      rows: number;
      /**
       * Runid
       * @description the group's run that publishes it
       */
      runId: string | null;
      /** Sentby */
      sentBy: string;
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
      /** Totals */
      totals: components['schemas']['MetricTotal'][];
    };
    /**
     * IngestionRunsAnswer
     * @description Exchanges, the latest first.
     */
    IngestionRunsAnswer: {
      /** Data */
      data: components['schemas']['IngestionRun'][];
      meta: components['schemas']['GroupPage'];
    };
    /**
     * JudgedExchange
     * @description What is shown of an entity's month (PUBLISHED), or was REFUSED and nothing newer is shown.
     */
    JudgedExchange: {
      /** Blocking */
      blocking: number;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /** Errorcode */
      errorCode: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /**
       * Judgedby
       * @description the release that it was compared with
       */
      judgedBy: number | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
      /** Warning */
      warning: number;
    };
    /**
     * LackingDomain
     * @description A domain that an entity itself lacks, and since when.
     */
    LackingDomain: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Reason */
      reason: string | null;
      /** Since */
      since: string | null;
    };
    /**
     * MetricTotal
     * @description How much of a metric an exchange says it brings.
     */
    MetricTotal: {
      /** Metric */
      metric: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
    };
    /**
     * MissingDomain
     * @description A domain that an entity said it lacks.
     */
    MissingDomain: {
      /** Domainid */
      domainId: string;
      /** Reason */
      reason: string | null;
    };
    /**
     * MissingMonth
     * @description An entity's month that is expected and not there (`missing`), or not whole (`partial`, without `domains`).
     */
    MissingMonth: {
      /** Domains */
      domains: components['schemas']['LackingDomain'][];
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Status
       * @enum {string}
       */
      status: 'missing' | 'partial';
    };
    /**
     * MonthCounts
     * @description Months by what came of them, whatever `status` was asked for.
     */
    MonthCounts: {
      /** Closed */
      closed: number;
      /** Expected */
      expected: number;
      /** Late */
      late: number;
      /** Partial */
      partial: number;
      /** Received */
      received: number;
    };
    /**
     * Page
     * @description `next` is the cursor of the page after, null on the last.
     */
    Page: {
      /** Limit */
      limit: number;
      /** Next */
      next: string | null;
    };
    /**
     * PricingView
     * @description A way to value quantities, with its version in force.
     */
    PricingView: {
      /** Currency */
      currency: string;
      /** Isdefault */
      isDefault: boolean;
      /** Label */
      label: string;
      /** Metrics */
      metrics: string[];
      /** Pricingviewid */
      pricingViewId: string;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Version */
      version: number;
    };
    /**
     * ProblemDocument
     * @description RFC 9457; `type` tells programs what happened.
     */
    ProblemDocument: {
      /** Detail */
      detail: string;
      /**
       * Errors
       * @default null
       */
      errors?: components['schemas']['Fault'][] | null;
      /**
       * Runid
       * @description 409: the run that is under way
       * @default null
       */
      runId?: string | null;
      /** Status */
      status: number;
      /** Title */
      title: string;
      /**
       * Type
       * @example urn:rosetta-finops:problem:bad-parameter
       */
      type: string;
    };
    /**
     * ProductLine
     * @description What one product costs. `(none)`: INDIRECT costs; `unmapped`: no product could be found.
     */
    ProductLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Quantity
       * @description null: of several metrics, which are never added
       */
      quantity: Amount | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * PublishedRelease
     * @description What was published, or would have been.
     */
    PublishedRelease: {
      /**
       * Changes
       * @description against the release before; lists in which nothing changes are left out
       */
      changes: components['schemas']['ReleaseChange'][];
      /** Checksum */
      checksum: string;
      /** Dryrun */
      dryRun: boolean;
      /**
       * Publishedat
       * @description null: a dry run
       */
      publishedAt: string | null;
      /** Version */
      version: number;
    };
    /**
     * PublishedReleaseAnswer
     * @description No `meta`: what readers see now they ask for.
     */
    PublishedReleaseAnswer: {
      data: components['schemas']['PublishedRelease'];
    };
    /**
     * Release
     * @description A version of the official referential.
     */
    Release: {
      /**
       * Checksum
       * @description SHA-256 of the document as canonical JSON
       */
      checksum: string;
      /**
       * Islatest
       * @description it is what counts
       */
      isLatest: boolean;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Publishedby */
      publishedBy: string;
      /** Reason */
      reason: string;
      /** Version */
      version: number;
    };
    /**
     * ReleaseAnswer
     * @description One release.
     */
    ReleaseAnswer: {
      data: components['schemas']['ReleaseDetail'];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * ReleaseChange
     * @description How many items of one list are new, other ones, or gone, and the first of their keys.
     */
    ReleaseChange: {
      /** Added */
      added: number;
      /** Addedkeys */
      addedKeys: string[];
      /** Changed */
      changed: number;
      /** Changedkeys */
      changedKeys: string[];
      /** Removed */
      removed: number;
      /** Removedkeys */
      removedKeys: string[];
      /** Section */
      section: string;
    };
    /**
     * ReleaseDetail
     * @description With what it says.
     */
    ReleaseDetail: {
      /**
       * Checksum
       * @description SHA-256 of the document as canonical JSON
       */
      checksum: string;
      /**
       * Document
       * @description a group release, as docs/group.md has it
       */
      document: {
        [key: string]: unknown;
      };
      /**
       * Islatest
       * @description it is what counts
       */
      isLatest: boolean;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Publishedby */
      publishedBy: string;
      /** Reason */
      reason: string;
      /** Version */
      version: number;
    };
    /**
     * ReleaseRequest
     * @description Publish a release.
     */
    ReleaseRequest: {
      /** Reason */
      reason: string;
      /**
       * Release
       * @description a group release, as docs/group.md has it: its names are snake_case
       */
      release: {
        [key: string]: unknown;
      };
    };
    /**
     * ReleasesAnswer
     * @description Releases, the latest first.
     */
    ReleasesAnswer: {
      /** Data */
      data: components['schemas']['Release'][];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * ShownExchange
     * @description The exchange that an entity's figures of the last month asked for come from.
     */
    ShownExchange: {
      /** Blocking */
      blocking: number;
      /** Entitygeneration */
      entityGeneration: number;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Isclosed */
      isClosed: boolean;
      /**
       * Judgedby
       * @description the release that the group compared it with
       */
      judgedBy: number | null;
      /** Publishedat */
      publishedAt: string | null;
      /**
       * Release
       * @description the release that the entity compared itself with
       */
      release: number | null;
      /** Warning */
      warning: number;
    };
    /**
     * Total
     * @description Over everything that the filters let through, whatever page is shown. cost null: nothing of it has a price.
     */
    Total: {
      /** Cost */
      cost: Amount | null;
      /**
       * Previouscost
       * @description null: no comparison, one of the two is not published
       */
      previousCost: Amount | null;
      /** Unallocatedcost */
      unallocatedCost: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * ViewCost
     * @description What an exchange says its month costs in a pricing view.
     */
    ViewCost: {
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /** Pricingview */
      pricingView: string;
    };
  };
  responses: {
    /** @description A parameter or the body is wrong; says which */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:bad-parameter",
         *       "title": "Bad Request",
         *       "status": 400,
         *       "detail": "period: a month is written YYYY-MM",
         *       "errors": [
         *         {
         *           "at": "period",
         *           "message": "a month is written YYYY-MM"
         *         }
         *       ]
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description Outdated cursor, another run is under way, or something stands against it; says what */
    Conflict: {
      headers: {
        /** @description seconds to wait before asking again */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:run-under-way",
         *       "title": "Conflict",
         *       "status": 409,
         *       "detail": "Outdated cursor, another run is under way, or something stands against it; says what",
         *       "errors": null,
         *       "runId": "6f0c9a4e-5b1d-5c3a-9d57-0f6c2c1b7a11"
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The token's roles or entity do not allow it */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:forbidden",
         *       "title": "Forbidden",
         *       "status": 403,
         *       "detail": "The token's roles or entity do not allow it",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description Not to be had in that format */
    NotAcceptable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:not-acceptable",
         *       "title": "Not Acceptable",
         *       "status": 406,
         *       "detail": "Not to be had in that format",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description There is no such thing */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:not-found",
         *       "title": "Not Found",
         *       "status": 404,
         *       "detail": "There is no such thing",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The body is too large */
    RequestEntityTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:request-entity-too-large",
         *       "title": "Request Entity Too Large",
         *       "status": 413,
         *       "detail": "The body is too large",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The data mart or the event sink cannot be had now; see Retry-After */
    ServiceUnavailable: {
      headers: {
        /** @description seconds to wait before asking again */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:database-unavailable",
         *       "title": "Service Unavailable",
         *       "status": 503,
         *       "detail": "The data mart or the event sink cannot be had now; see Retry-After",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description No token, or one that is not valid here */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unauthorized",
         *       "title": "Unauthorized",
         *       "status": 401,
         *       "detail": "No token, or one that is not valid here",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The Idempotency-Key belongs to another request, or the database refuses a release; says why */
    UnprocessableEntity: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unprocessable-entity",
         *       "title": "Unprocessable Entity",
         *       "status": 422,
         *       "detail": "The Idempotency-Key belongs to another request, or the database refuses a release; says why",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The body is of another type */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unsupported-media-type",
         *       "title": "Unsupported Media Type",
         *       "status": 415,
         *       "detail": "The body is of another type",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  post_group_admin_releases: {
    parameters: {
      query?: {
        /** @description only say what would change */
        dryRun?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected",
         *       "release": {}
         *     }
         */
        'application/json': components['schemas']['ReleaseRequest'];
      };
    };
    responses: {
      /** @description Publish a release of the official referential */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishedReleaseAnswer'];
        };
      };
    };
  };
  get_group_anomalies: {
    parameters: {
      query?: {
        /** @description only of these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description high: costs more than expected */
        direction?: 'high' | 'low';
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description by magnitude, whatever the direction */
        sort?: 'deviation' | '-deviation' | 'score' | '-score';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Months of applications that cost unlike the months before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupAnomaliesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_applications: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only what these domains cost */
        domain?: string[];
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description part of the id or label */
        q?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by application, over all entities */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupApplicationsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_applications_application: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of an application */
        application: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One application, by entity, domain and product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupApplicationAnswer'];
        };
      };
    };
  };
  get_group_completeness: {
    parameters: {
      query?: {
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description only months of this status */
        status?: 'expected' | 'late' | 'received' | 'partial' | 'closed';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Which months came of which entity, and which are late */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CompletenessAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_conformity: {
    parameters: {
      query?: {
        /** @description only findings of this check */
        check?:
          | 'missing'
          | 'extra'
          | 'moved'
          | 'renamed'
          | 'retired_but_used'
          | 'mode_mismatch'
          | 'currency_mismatch'
          | 'not_valued';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description only keys of this kind */
        kind?:
          | 'domain'
          | 'family'
          | 'product'
          | 'application'
          | 'metric'
          | 'pricing_view';
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest that was judged */
        period?: string;
        /** @description only findings of this severity */
        severity?: 'blocking' | 'warning';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where entities' referentials are not the official one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConformityAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_dashboard: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One month of the group at a glance */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDashboardAnswer'];
        };
      };
    };
  };
  get_group_domains: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by domain, over all entities */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDomainsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_domains_domain: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One domain, by entity and application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDomainAnswer'];
        };
      };
    };
  };
  get_group_entities: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Entities beside each other */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntitiesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_entities_entity: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of an entity */
        entity: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entity: domains, applications, months, and the exchange that is shown */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityAnswer'];
        };
      };
    };
  };
  get_group_history: {
    parameters: {
      query?: {
        /** @description only these domains */
        domain?: string[];
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description what each series is of */
        groupBy?: 'total' | 'entity' | 'domain';
        /** @description how many series, the costliest first */
        limit?: number;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs month by month, as series */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupHistoryAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_ingestion_runs: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only of this month */
        period?: string;
        /** @description only those of this status */
        status?:
          | 'RECEIVING'
          | 'LOADED'
          | 'PUBLISHED'
          | 'REFUSED'
          | 'SUPERSEDED'
          | 'FAILED'
          | 'ABANDONED';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Exchanges and what became of them, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IngestionRunsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who the token's holder is here, and their roles */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CallerAnswer'];
        };
      };
    };
  };
  get_group_pricing_views: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pricing views that can be asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupPricingViewsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_rankings: {
    parameters: {
      query?: {
        /** @description the month that costs are compared with */
        against?: 'previousMonth' | 'lastYear';
        /** @description what is ranked */
        by?: 'application' | 'entity';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description how many at most */
        limit?: number;
        /** @description growth, reduction: by amount, against the other month */
        order?: 'cost' | 'growth' | 'reduction';
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Applications or entities by cost, growth or reduction */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupRankingsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_releases: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Releases of the official referential, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleasesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_releases_version: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description number of a version; of prices also `draft` */
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One release with its document */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleaseAnswer'];
        };
      };
    };
  };
}
