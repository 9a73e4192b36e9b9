/* SPDX-License-Identifier: MIT */
/*
 * The names of HTML 4, by their numbers. They are few, and only a text with '&' in it is looked at.
 */

#include "tables/import_entities.h"

#include <string.h>

/* Those of 160 to 255, in their order. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
    const char *name;
    uint32_t code;
} others[] = {
    {"apos", 39},     {"quot", 34},      {"amp", 38},       {"lt", 60},       {"gt", 62},
    {"OElig", 338},   {"oelig", 339},    {"Scaron", 352},   {"scaron", 353},  {"Yuml", 376},
    {"fnof", 402},    {"circ", 710},     {"tilde", 732},    {"Alpha", 913},   {"Beta", 914},
    {"Gamma", 915},   {"Delta", 916},    {"Epsilon", 917},  {"Zeta", 918},    {"Eta", 919},
    {"Theta", 920},   {"Iota", 921},     {"Kappa", 922},    {"Lambda", 923},  {"Mu", 924},
    {"Nu", 925},      {"Xi", 926},       {"Omicron", 927},  {"Pi", 928},      {"Rho", 929},
    {"Sigma", 931},   {"Tau", 932},      {"Upsilon", 933},  {"Phi", 934},     {"Chi", 935},
    {"Psi", 936},     {"Omega", 937},    {"alpha", 945},    {"beta", 946},    {"gamma", 947},
    {"delta", 948},   {"epsilon", 949},  {"zeta", 950},     {"eta", 951},     {"theta", 952},
    {"iota", 953},    {"kappa", 954},    {"lambda", 955},   {"mu", 956},      {"nu", 957},
    {"xi", 958},      {"omicron", 959},  {"pi", 960},       {"rho", 961},     {"sigmaf", 962},
    {"sigma", 963},   {"tau", 964},      {"upsilon", 965},  {"phi", 966},     {"chi", 967},
    {"psi", 968},     {"omega", 969},    {"thetasym", 977}, {"upsih", 978},   {"piv", 982},
    {"ensp", 8194},   {"emsp", 8195},    {"thinsp", 8201},  {"zwnj", 8204},   {"zwj", 8205},
    {"lrm", 8206},    {"rlm", 8207},     {"ndash", 8211},   {"mdash", 8212},  {"lsquo", 8216},
    {"rsquo", 8217},  {"sbquo", 8218},   {"ldquo", 8220},   {"rdquo", 8221},  {"bdquo", 8222},
    {"dagger", 8224}, {"Dagger", 8225},  {"bull", 8226},    {"hellip", 8230}, {"permil", 8240},
    {"prime", 8242},  {"Prime", 8243},   {"lsaquo", 8249},  {"rsaquo", 8250}, {"oline", 8254},
    {"frasl", 8260},  {"euro", 8364},    {"image", 8465},   {"weierp", 8472}, {"real", 8476},
    {"trade", 8482},  {"alefsym", 8501}, {"larr", 8592},    {"uarr", 8593},   {"rarr", 8594},
    {"darr", 8595},   {"harr", 8596},    {"crarr", 8629},   {"lArr", 8656},   {"uArr", 8657},
    {"rArr", 8658},   {"dArr", 8659},    {"hArr", 8660},    {"forall", 8704}, {"part", 8706},
    {"exist", 8707},  {"empty", 8709},   {"nabla", 8711},   {"isin", 8712},   {"notin", 8713},
    {"ni", 8715},     {"prod", 8719},    {"sum", 8721},     {"minus", 8722},  {"lowast", 8727},
    {"radic", 8730},  {"prop", 8733},    {"infin", 8734},   {"ang", 8736},    {"and", 8743},
    {"or", 8744},     {"cap", 8745},     {"cup", 8746},     {"int", 8747},    {"there4", 8756},
    {"sim", 8764},    {"cong", 8773},    {"asymp", 8776},   {"ne", 8800},     {"equiv", 8801},
    {"le", 8804},     {"ge", 8805},      {"sub", 8834},     {"sup", 8835},    {"nsub", 8836},
    {"sube", 8838},   {"supe", 8839},    {"oplus", 8853},   {"otimes", 8855}, {"perp", 8869},
    {"sdot", 8901},   {"lceil", 8968},   {"rceil", 8969},   {"lfloor", 8970}, {"rfloor", 8971},
    {"lang", 9001},   {"rang", 9002},    {"loz", 9674},     {"spades", 9824}, {"clubs", 9827},
    {"hearts", 9829}, {"diams", 9830},
};

static uint32_t find_name(struct lets_span name)
{
    for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++) {
        if (lets_span_equal(name, lets_span_of(latin[i]))) {
            return (uint32_t)i + 160;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (lets_span_equal(name, lets_span_of(others[i].name))) {
            return others[i].code;
        }
    }
    return 0;
}

/* The number behind '#' or '#x'; 0 for none, or for one that is no character. */
static uint32_t read_number(struct lets_span digits)
{
    bool is_hex = digits.size > 0 && (digits.bytes[0] == 'x' || digits.bytes[0] == 'X');
    uint32_t code = 0;

    digits.bytes += is_hex;
    digits.size -= is_hex;
    if (digits.size == 0 || digits.size > 7) {
        return 0;
    }
    for (size_t i = 0; i < digits.size; i++) {
        static const char all[] = "0123456789abcdef";
        char c = digits.bytes[i];
        c = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
        const char *digit = c == '\0' ? NULL : strchr(all, c);
        if (digit == NULL || (!is_hex && digit - all > 9)) {
            return 0;
        }
        code = code * (is_hex ? 16 : 10) + (uint32_t)(digit - all);
    }
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : code;
}

static void add_character(struct buffer *out, uint32_t code)
{
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    char bytes[4];
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = size; i-- > 1;) {
        bytes[i] = (char)(0x80U | (code & 0x3fU));
        code >>= 6;
    }
    bytes[0] = (char)(first[size] | code);
    buffer_add(out, (struct lets_span){.bytes = bytes, .size = size});
}

/* The character at the beginning of a text that begins with '&', and how long its name is. */
static uint32_t read_entity(struct lets_span text, size_t *size)
{
    enum { LONGEST = 12 };
    size_t end = 1;

    while (end < text.size && end < LONGEST && text.bytes[end] != ';') {
        end++;
    }
    if (end == text.size || text.bytes[end] != ';' || end == 1) {
        return 0;
    }
    *size = end + 1;
    struct lets_span name = {text.bytes + 1, end - 1};
    if (name.bytes[0] == '#') {
        return read_number((struct lets_span){name.bytes + 1, name.size - 1});
    }
    return find_name(name);
}

void import_entities_add(struct buffer *out, struct lets_span text)
{
    while (text.size > 0) {
        const char *and = memchr(text.bytes, '&', text.size);
        size_t size = and == NULL ? text.size : (size_t)(and-text.bytes);
        buffer_add(out, (struct lets_span){text.bytes, size});
        text.bytes += size;
        text.size -= size;
        if (text.size > 0) {
            size = 1;
            uint32_t code = read_entity(text, &size);
            if (code != 0) {
                add_character(out, code);
            } else {
                size = 1;
                buffer_add_string(out, "&");
            }
            text.bytes += size;
            text.size -= size;
        }
    }
}
