/**
 * Prefixes of services that exist although our catalogue knows nothing of them. Their names are near to those
 * of others (`vpn` and `vpc`), so without this list a sound policy would be asked "did you mean".
 */
const others =
  'aad aos as asm antiddos autoscaling bcs bdp cae cbh cbr cbs cc cci ccm cdm cdn cfw cgs cloudide cloudtable cmdb coc codeartsrepo codehub cph cpts csbs cse css ' +
  'dataartsstudio das dayu dbss dc dcaas dcs ddm deh dew dgc dlf dlv drs dsc dss dsp ecr edgesec eg ei er esw ga gaussdb gaussdbfornosql gcs geip gsl hilens hss ' +
  'identitycenter identitystore iotanalytics ivs kafka koomap koomessage live lbs mas meeting mpc msgsms nat nlp nosql ocr oms oroas ram ' +
  'rabbitmq rfs rgc rms roma scm sdrs secmaster servicestage sis smc sms ssa sso tics tms ucs vas vbs vcm vdb vgvas vod vpn vss waf workspace';

const known: ReadonlySet<string> = new Set(others.split(' '));

/** Whether a prefix belongs to a service outside the catalogue. Letter case does not count. */
export function isOtherService(prefix: string): boolean {
  return known.has(prefix.toLowerCase());
}
