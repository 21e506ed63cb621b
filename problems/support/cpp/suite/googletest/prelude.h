// Precompiled for the files of a suite, which include it all the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

// A suite may bring its own, which would run all tests.
#define main main_of_the_suite
