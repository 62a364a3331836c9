export interface Config {
  finops?: {
    /**
     * The endpoint of Backstage's proxy that leads to query_api.
     * @default /finops
     * @visibility frontend
     */
    proxyPath?: string;
    /**
     * The endpoint of Backstage's proxy that leads to the group's query_api. Left out: there are no screens of a group.
     * @visibility frontend
     */
    groupProxyPath?: string;
  };
}
