/**
 * Prefixes of services that exist although our catalogue knows nothing of them. Their names are near to those
 * of others (`vpn` and `vpc`), so without this list a sound policy would be asked "did you mean".
 */
const others =
  'aad anti-ddos antiddos aos as asm autoscaling bcs billing cae cbh cbr cbs cc cci ccm cdm cfw cgs cloudartifact cloudbuild cloudide cloudpc cloudpipeline cloudrelease ' +
  'cloudtable cloudtest cms cnad coc codearts codeartsrepo codehub config cpcs cph cpts csb csbs cse css dataartsstudio das dayu dbss dc dcaas dcs ddm deh dew dgc dlf dlv ' +
  'domains drs dsc dss eg ei eihealth er esw frs ga gaussdb gaussdbformysql gaussdbfornosql gcs geip gsl hilens hss icp identitycenter identitystore image iotanalytics ' +
  'iotedge ivs kafka koomap koomessage live meeting moderation mpc msgsms nat nlp nosql ocr oms optverse oroas pcaservice privatenumber projectman rabbitmq ram repo rfs ' +
  'rgc rms rocketmq roma romaconnect sa scm sdrs secmaster servicestage sis smc sms ssa sso tics tms ucs vas vbs vcm vod vpn vss waf workspace';

const known: ReadonlySet<string> = new Set(others.split(' '));

/** Whether a prefix belongs to a service outside the catalogue. Letter case does not count. */
export function isOtherService(prefix: string): boolean {
  return known.has(prefix.toLowerCase());
}
