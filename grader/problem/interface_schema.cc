#include "grader/problem/interface_schema.h"

namespace grader {
namespace {

using Name = absl::string_view;

// ---- Names and types -------------------------------------------------------

constexpr Value kAbout{.scalar = Scalar::kText};
constexpr Value kBoolean{.scalar = Scalar::kBoolean};
// As written: `n` and `y` are names, too.
constexpr Value kFieldName{
    .scalar = Scalar::kWritten,
    .pattern = "[a-z][a-z0-9]*(_[a-z0-9]+)*",
    .meaning = "a name in lower-case words joined by \"_\""};
constexpr Value kTypeName{
    .scalar = Scalar::kWritten,
    .pattern = "[A-Z][A-Za-z0-9]*",
    .meaning = "a name that begins with a capital letter"};
constexpr Value kType{.scalar = Scalar::kText,
                      .pattern = "[A-Za-z][A-Za-z0-9]*( [A-Za-z][A-Za-z0-9]*)*",
                      .meaning = "a type like int, list of text or Response"};

constexpr Key kFieldKeys[] = {
    {.name = "type",
     .value = &kType,
     .required = true,
     .description =
         "int, number, bool, text, duration, a name of `types`, list of TYPE, "
         "optional TYPE, map of TYPE (its keys are texts), or TYPE or TYPE: "
         "the "
         "first that fits.",
     .example = "optional int"},
    {.name = "about",
     .value = &kAbout,
     .required = true,
     .description = "What it is.",
     .example = "nothing if the service gave no answer"},
};
constexpr Record kFieldRecord{
    .name = "a field", .title = "Field", .keys = kFieldKeys};
constexpr Value kField{.scalar = Scalar::kText,
                       .pattern = kType.pattern,
                       .meaning = kType.meaning,
                       .record = &kFieldRecord};
constexpr Value kFields{.names = &kFieldName, .values = &kField};

// ---- Functions -------------------------------------------------------------

constexpr Name kErrorForms[] = {"message", "kinds"};
constexpr Value kErrors{.scalar = Scalar::kChoice, .choices = kErrorForms};

constexpr Key kFunctionKeys[] = {
    {.name = "about",
     .value = &kAbout,
     .description =
         "What it does, for learners: in sentences that fit every language.",
     .example = "Answers one request. Takes 100 ms, nearly all of it waiting."},
    {.name = "async",
     .value = &kBoolean,
     .description =
         "Whether whoever calls it awaits it; false if not given. What is "
         "given and not awaited gives no result: it tells the driver "
         "something.",
     .example = "true"},
    {.name = "parameters",
     .value = &kFields,
     .description = "Its parameters, in their order.",
     .example = "{request_id: int}"},
    {.name = "result",
     .value = &kType,
     .description = "What it gives; not given: nothing.",
     .example = "list of Response"},
    {.name = "errors",
     .value = &kErrors,
     .description =
         "What the other side hears of an error: its message, or with kinds "
         "also which it was: error, timeout, bad_value or missing, or the "
         "name of its type. With kinds a result travels as [\"value\", "
         "RESULT], an error as [KIND, MESSAGE].",
     .example = "kinds"},
};
constexpr Record kFunctionRecord{
    .name = "a function", .title = "Function", .keys = kFunctionKeys};
constexpr Value kFunction{.record = &kFunctionRecord};
constexpr Value kFunctions{.names = &kFieldName, .values = &kFunction};

// ---- Types that a problem makes --------------------------------------------

constexpr Key kNamedTypeKeys[] = {
    {.name = "about",
     .value = &kAbout,
     .description = "What it is, for learners.",
     .example = "What a handler answers."},
    {.name = "members",
     .value = &kFields,
     .description =
         "A struct in C++, a dict in Python; an optional member that is not "
         "there is left out.",
     .example = "{request_id: int, status: text}"},
    {.name = "comparable",
     .value = &kBoolean,
     .only_with = "members",
     .description =
         "Whether C++ can compare two of them with ==; false if not given.",
     .example = "true"},
    {.name = "same_as",
     .value = &kType,
     .description = "Another name for a type.",
     .example = "User or Error"},
    {.name = "function",
     .value = &kFunction,
     .description =
         "Something that can be called. Where it is handed over, the other "
         "side calls it, by its name here, with what stands for it before "
         "the parameters.",
     .example = "{async: true, parameters: {key: text}, result: text}"},
};
constexpr Name kTypeForms[] = {"members", "same_as", "function"};
constexpr absl::Span<const Name> kTypeAlternatives[] = {kTypeForms};
constexpr Record kNamedTypeRecord{.name = "a type",
                                  .title = "Type",
                                  .keys = kNamedTypeKeys,
                                  .alternatives = kTypeAlternatives,
                                  .one_of = kTypeForms};
constexpr Value kNamedType{.record = &kNamedTypeRecord};
constexpr Value kNamedTypes{.names = &kTypeName, .values = &kNamedType};

// ---- Classes ---------------------------------------------------------------

constexpr Key kClassKeys[] = {
    {.name = "about",
     .value = &kAbout,
     .description = "What it is, for learners.",
     .example = "A cache that keeps each value for a time."},
    {.name = "parameters",
     .value = &kFields,
     .description = "Those of the constructor.",
     .example = "{ttl: duration}"},
    {.name = "executor",
     .value = &kBoolean,
     .description =
         "Whether in C++ the constructor gets Boost.Asio's executor before "
         "them; false if not given.",
     .example = "true"},
    {.name = "data",
     .value = &kTypeName,
     .description =
         "What in C++ the learner calls the struct with an object's data; "
         "Impl if not given.",
     .example = "State"},
    {.name = "methods",
     .value = &kFunctions,
     .description = "Its methods.",
     .example = "{get: {async: true, parameters: {id: int}, result: text}}"},
    {.name = "properties",
     .value = &kFields,
     .description =
         "What can be read of it: an attribute in Python, a const method in "
         "C++.",
     .example = "{active: int}"},
};
constexpr Record kClassRecord{
    .name = "a class", .title = "Class", .keys = kClassKeys};
constexpr Value kClass{.record = &kClassRecord};
constexpr Value kClasses{.names = &kTypeName, .values = &kClass};

constexpr Key kInterfaceKeys[] = {
    {.name = "types",
     .value = &kNamedTypes,
     .description = "Types that the others use; each after those it uses.",
     .example = "{User: {members: {id: int, name: text}}}"},
    {.name = "world",
     .value = &kFunctions,
     .description =
         "Functions that the learner is given to call: the driver's.",
     .example = "{square: {async: true, parameters: {number: int}, "
                "result: int}}"},
    {.name = "functions",
     .value = &kFunctions,
     .description = "Functions that the learner writes and the driver calls.",
     .example = "{squares: {async: true, parameters: {n: int}, "
                "result: list of int}}"},
    {.name = "classes",
     .value = &kClasses,
     .description =
         "Classes that the learner writes. The driver calls CLASS to make an "
         "object, which gives its number, and CLASS.METHOD and CLASS.PROPERTY "
         "with that number before the parameters.",
     .example = "{Counter: {properties: {value: int}}}"},
};
constexpr Record kInterfaceRecord{
    .name = "the interface", .title = "Interface", .keys = kInterfaceKeys};

}  // namespace

const Value kInterfaceValue{.record = &kInterfaceRecord};

}  // namespace grader
