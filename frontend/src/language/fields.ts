// What words are about, as the coder tells words apart (`fields.tsv` of the codebook). [English, Arabic]

import type { Glossary } from "./glossary";

/** Where such words stand: near the act, or all over the report. */
export const ABOUT: Glossary = { f: ["words near it about", "كلمات قريبة عن"], d: ["the report is about", "التقرير عن"] };

export const FIELDS: Glossary = {
  accept_agree: ["accept agree", "قبول واتفاق"], accident: ["accident", "حادث عرضي"], accuse_condemn: ["accuse condemn", "اتهام وإدانة"], aid_relief: ["aid relief", "إغاثة"], aircraft: ["aircraft", "طائرات"], ammunition: ["ammunition", "ذخيرة"],
  animal: ["animal", "حيوان"], announce: ["announce", "إعلان"], art_literature: ["art literature", "فن وأدب"], ask_demand: ["ask demand", "طلب ومطالبة"], attack_raid: ["attack raid", "هجوم ومداهمة"], be_become: ["be become", "كان وأصبح"],
  begin: ["begin", "بدء"], besiege_close: ["besiege close", "حصار وإغلاق"], body_part: ["body part", "عضو من الجسد"], border_crossing: ["border crossing", "حدود ومعابر"], build_repair: ["build repair", "بناء وإصلاح"], burn: ["burn", "حرق"],
  capture_detain: ["capture detain", "أسر واحتجاز"], cause_reason: ["cause reason", "سبب"], cause_result: ["cause result", "تسبب ونتيجة"], certain_possible: ["certain possible", "يقين واحتمال"], change: ["change", "تغيير"], child: ["child", "أطفال"],
  civil_vehicle: ["civil vehicle", "مركبة مدنية"], clash_battle: ["clash battle", "اشتباك ومعركة"], clothing: ["clothing", "لباس"], come_in: ["come in", "دخول ووصول"], compare_judge: ["compare judge", "مقارنة وحكم"], computer_internet: ["computer internet", "حاسوب وشبكة"],
  condition_state: ["condition state", "حال"], continue: ["continue", "استمرار"], control_hold: ["control hold", "سيطرة"], crime: ["crime", "جريمة"], crop_food: ["crop food", "محاصيل وطعام"], damage_destroy: ["damage destroy", "تخريب وتدمير"],
  danger_risk: ["danger risk", "خطر"], decrease: ["decrease", "نقصان"], deny_refuse: ["deny refuse", "نفي ورفض"], die: ["die", "موت"], direction: ["direction", "جهة"], disease: ["disease", "مرض"],
  distance_size: ["distance size", "مسافة وحجم"], document_paper: ["document paper", "وثائق وأوراق"], drugs_contraband: ["drugs contraband", "مخدرات وممنوعات"], economic_adj: ["economic", "اقتصادي"], economy: ["economy", "اقتصاد"], education: ["education", "تعليم"],
  election: ["election", "انتخابات"], electricity_telecom: ["electricity telecom", "كهرباء واتصالات"], end_stop: ["end stop", "انتهاء وتوقف"], energy_oil: ["energy oil", "طاقة ونفط"], explode: ["explode", "انفجار"], factory_company: ["factory company", "مصانع وشركات"],
  fail_lose: ["fail lose", "فشل وخسارة"], family_relation: ["family relation", "قرابة"], farm_land: ["farm land", "أرض زراعية"], fight: ["fight", "قتال"], fighter: ["fighter", "مقاتلون"], film_tv: ["film tv", "سينما وتلفزيون"],
  fire_smoke: ["fire smoke", "نار ودخان"], flee_hide: ["flee hide", "فرار واختباء"], free_release: ["free release", "إطلاق سراح"], gather_crowd: ["gather crowd", "تجمّع"], give: ["give", "عطاء"], go_out: ["go out", "خروج"],
  goods_equipment: ["goods equipment", "بضائع ومعدات"], government_body: ["government body", "جهة حكومية"], happen: ["happen", "حدوث"], help_protect: ["help protect", "عون وحماية"], history_past: ["history past", "تاريخ وماضٍ"], hit_strike: ["hit strike", "ضرب وإصابة هدف"],
  hospital_health: ["hospital health", "صحة ومشافٍ"], house_dwelling: ["house dwelling", "مسكن"], ill_treat_humiliate: ["ill treat humiliate", "إساءة وإهانة"], image_sound: ["image sound", "صورة وصوت"], increase: ["increase", "زيادة"], injury: ["injury", "إصابة"],
  intelligence: ["intelligence", "استخبارات"], intense_violent: ["intense violent", "شدة وعنف"], join_form: ["join form", "انضمام وتشكيل"], kill: ["kill", "قتل"], law_court: ["law court", "قضاء"], learn_teach: ["learn teach", "تعلّم"],
  light_color: ["light color", "ضوء ولون"], live_stay: ["live stay", "إقامة وعيش"], love_hate_feel: ["love hate feel", "مشاعر"], man_youth: ["man youth", "رجال وشبان"], medicine: ["medicine", "دواء"], meet_talk: ["meet talk", "لقاء وحديث"],
  military_adj: ["military", "عسكري"], military_rank: ["military rank", "رتبة عسكرية"], military_site: ["military site", "موقع عسكري"], military_unit: ["military unit", "وحدة عسكرية"], military_vehicle: ["military vehicle", "آلية عسكرية"], money_price: ["money price", "مال وأسعار"],
  motion: ["motion", "حركة"], mountain_desert: ["mountain desert", "جبال وبادية"], nationality: ["nationality", "جنسية"], nature_landscape: ["nature landscape", "طبيعة"], need_lack: ["need lack", "حاجة ونقص"], news_media: ["news media", "إعلام"],
  occupation: ["occupation", "مهنة"], old_new: ["old new", "قديم وجديد"], old_person: ["old person", "مسنّون"], open_lift: ["open lift", "فتح ورفع"], opinion_analysis: ["opinion analysis", "رأي وتحليل"], order_decide: ["order decide", "أمر وقرار"],
  organization_name: ["organization name", "اسم جهة"], own_use: ["own use", "تملّك واستعمال"], pay_trade: ["pay trade", "دفع وتجارة"], peace_truce: ["peace truce", "سلم وهدنة"], people_crowd: ["people crowd", "ناس"], person_name: ["person name", "اسم شخص"],
  place_name: ["place name", "اسم مكان"], place_part: ["place part", "جزء من مكان"], police_security: ["police security", "شرطة وأمن"], political_adj: ["political", "سياسي"], politics_party: ["politics party", "سياسة وأحزاب"], pray_mourn_celebrate: ["pray mourn celebrate", "صلاة وعزاء واحتفال"],
  prevent_obstruct: ["prevent obstruct", "منع وعرقلة"], prison: ["prison", "سجن"], problem_crisis: ["problem crisis", "مشكلة وأزمة"], process_measure: ["process measure", "إجراء"], promise_plan: ["promise plan", "وعد وخطة"], protest: ["protest", "احتجاج"],
  public_building: ["public building", "مبنى عام"], quality_bad: ["quality bad", "صفة سيئة"], quality_good: ["quality good", "صفة حسنة"], quantity: ["quantity", "مقدار"], refugee_camp: ["refugee camp", "مخيم لاجئين"], relation_tie: ["relation tie", "صلة"],
  religion_sect: ["religion sect", "دين وطائفة"], religious_adj: ["religious", "ديني"], religious_building: ["religious building", "دور عبادة"], religious_person: ["religious person", "رجال دين"], report_statistics: ["report statistics", "تقارير وإحصاء"], result_success: ["result success", "نتيجة ونجاح"],
  return: ["return", "عودة"], rights_law_abstract: ["rights law", "حقوق وقانون"], river_bridge: ["river bridge", "نهر وجسر"], road_street: ["road street", "طريق وشارع"], ruler_official: ["ruler official", "حكام ومسؤولون"], say: ["say", "قول"],
  school: ["school", "مدرسة"], science: ["science", "علوم"], search_inspect: ["search inspect", "بحث وتفتيش"], season_holiday: ["season holiday", "موسم وعيد"], secret_unknown: ["secret unknown", "سر ومجهول"], security_abstract: ["security", "أمن واستقرار"],
  see_find: ["see find", "رؤية وعثور"], send_deliver: ["send deliver", "إرسال وتسليم"], shell_bomb: ["shell bomb", "قصف"], ship: ["ship", "سفن"], shoot: ["shoot", "إطلاق نار"], shop_market: ["shop market", "أسواق ومتاجر"],
  social_adj: ["social", "اجتماعي"], speech_statement: ["speech statement", "خطاب وبيان"], split_leave: ["split leave", "انشقاق ومغادرة"], sport: ["sport", "رياضة"], square_park: ["square park", "ساحات وحدائق"], succeed_win: ["succeed win", "نجاح وفوز"],
  sudden: ["sudden", "مفاجئ"], take_get: ["take get", "أخذ"], think_know: ["think know", "ظن وعلم"], threaten: ["threaten", "تهديد"], time_part: ["time part", "وقت"], train: ["train", "تدريب"],
  transport: ["transport", "نقل"], tribe: ["tribe", "عشيرة"], try: ["try", "محاولة"], victim_corpse: ["victim corpse", "ضحايا وجثث"], wait: ["wait", "انتظار"], war_abstract: ["war", "حرب"],
  water_sea: ["water sea", "ماء وبحر"], weapon: ["weapon", "سلاح"], weather: ["weather", "طقس"], weekday_month: ["weekday month", "أيام وأشهر"], woman: ["woman", "نساء"], work: ["work", "عمل"],
  wound: ["wound", "جرح"], write_media: ["write media", "كتابة ونشر"],
};
