# The data sets of scikit-learn, of which no code is needed: from SKLEARN_DIR, or else from build/deps (where ./lab unpacks Debian's
# package) or an installed one. Defines LAB_DIGITS_CSV, the handwritten digits.
set(sklearn_folders ${SKLEARN_DIR})
if(NOT SKLEARN_DIR)
  set(sklearn_folders ${PROJECT_SOURCE_DIR}/build/deps/sklearn/usr/lib/python3/dist-packages/sklearn
    /usr/lib/python3/dist-packages/sklearn)
endif()
set(LAB_DIGITS_CSV "")
foreach(folder ${sklearn_folders})
  if(NOT LAB_DIGITS_CSV AND EXISTS ${folder}/datasets/data/digits.csv.gz)
    set(LAB_DIGITS_CSV ${folder}/datasets/data/digits.csv.gz)
  endif()
endforeach()
if(NOT LAB_DIGITS_CSV)
  list(JOIN sklearn_folders ", " sklearn_folders)
  message(FATAL_ERROR "The handwritten digits are missing: there is no datasets/data/digits.csv.gz in ${sklearn_folders}. On Debian "
    "./lab build fetches them. Elsewhere install scikit-learn and name its folder: -DSKLEARN_DIR=…/site-packages/sklearn")
endif()
