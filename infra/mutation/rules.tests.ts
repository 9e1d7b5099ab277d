// One file, so that what all specs share is loaded once for each mutant and not once for each spec.
import '../../libs/benefits/src/claim/claim.decider.spec.js';
import '../../libs/benefits/src/claim/review/review.spec.js';
import '../../libs/benefits/src/claim/rules/ceilings.spec.js';
import '../../libs/benefits/src/claim/rules/conditions.spec.js';
import '../../libs/benefits/src/claim/rules/cover-and-waiting.spec.js';
import '../../libs/benefits/src/claim/rules/letter.spec.js';
import '../../libs/benefits/src/claim/rules/limits-and-terms.spec.js';
import '../../libs/benefits/src/claim/rules/prices-and-filing.spec.js';
import '../../libs/benefits/src/claim/rules/programme.spec.js';
import '../../libs/benefits/src/claim/rules/whom-and-what-for.spec.js';
import '../../libs/benefits/src/claim/exception.spec.js';
